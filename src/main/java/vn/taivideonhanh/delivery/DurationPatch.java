package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Writes the known duration into the head of a fragmented MP4 file (ISO/IEC 14496-12). ffmpeg
 * leaves it 0 where it can't go back, and players then show a stream without an end: so {@code
 * mvhd} is filled in and {@code mehd} added.
 */
final class DurationPatch {
  private static final int FTYP = 0x66747970;
  private static final int MOOV = 0x6d6f6f76;
  private static final int MVHD = 0x6d766864;
  private static final int MVEX = 0x6d766578;
  private static final int MEHD = 0x6d656864;
  private static final int MEHD_LENGTH = 16;

  /** ffmpeg's head is below 4 KiB; over this the file is left as it is. */
  private static final int MOST = 1 << 20;

  private final double seconds;
  private @Nullable ByteBuf gathered;

  /** Patches what ffmpeg writes for a plan, when it is MP4 and the duration is known. */
  DurationPatch(StreamPlan.Mux plan) {
    var known = plan.head().durationSeconds();
    seconds = known == null ? 0 : known;
    gathered = plan.container().equals("mp4") && seconds > 0 ? Unpooled.buffer() : null;
  }

  /** Changes nothing. */
  DurationPatch() {
    seconds = 0;
  }

  /** Takes a buffer over; null while the head is not complete. */
  @Nullable ByteBuf take(ByteBuf buffer) {
    var head = gathered;
    if (head == null) {
      return buffer;
    }
    head.writeBytes(buffer);
    buffer.release();
    int moov = find(head, 0, head.writerIndex(), MOOV);
    if (moov >= 0 && moov + head.getUnsignedInt(moov) <= head.writerIndex()) {
      gathered = null;
      return patched(head, moov);
    }
    if (head.writerIndex() > MOST || (head.writerIndex() >= 8 && head.getInt(4) != FTYP)) {
      return rest();
    }
    return null;
  }

  /** What is still held back; null when that is nothing. */
  @Nullable ByteBuf rest() {
    var head = gathered;
    gathered = null;
    return head == null || !head.isReadable() ? null : head;
  }

  private ByteBuf patched(ByteBuf head, int moov) {
    int end = moov + (int) head.getUnsignedInt(moov);
    int mvhd = find(head, moov + 8, end, MVHD);
    int mvex = find(head, moov + 8, end, MVEX);
    if (mvhd < 0 || mvex < 0 || head.getByte(mvhd + 8) != 0) {
      return head;
    }
    int mvexEnd = mvex + (int) head.getUnsignedInt(mvex);
    if (mvexEnd > end || find(head, mvex + 8, mvexEnd, MEHD) >= 0) {
      return head;
    }
    long duration = Math.round(seconds * head.getUnsignedInt(mvhd + 20));
    if (duration >= 0xFFFF_FFFFL) {
      return head;
    }
    head.setInt(mvhd + 24, (int) duration);
    head.setInt(moov, head.getInt(moov) + MEHD_LENGTH);
    head.setInt(mvex, head.getInt(mvex) + MEHD_LENGTH);
    var mehd =
        Unpooled.buffer(MEHD_LENGTH)
            .writeInt(MEHD_LENGTH)
            .writeInt(MEHD)
            .writeInt(0)
            .writeInt((int) duration);
    var before = head.readRetainedSlice(mvex + 8);
    return Unpooled.wrappedBuffer(before, mehd, head);
  }

  /** Where the box of that type begins; -1 when it is not there (yet). */
  private static int find(ByteBuf in, int from, int to, int type) {
    long at = from;
    while (at + 8 <= to) {
      long size = in.getUnsignedInt((int) at);
      if (in.getInt((int) at + 4) == type) {
        return (int) at;
      }
      if (size < 8) {
        return -1;
      }
      at += size;
    }
    return -1;
  }
}
