package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Writes the known duration into the head of a fragmented MP4 file (ISO/IEC 14496-12). ffmpeg
 * leaves it 0 where it can't go back, and players then show a stream without an end: so {@code
 * mvhd} is filled in and {@code mehd} added. Tags, which ffmpeg would leave out their picture, are
 * put at the end of {@code moov}: nothing there counts positions in the file.
 */
final class DurationPatch implements HeadPatch {
  private static final int FTYP = 0x66747970;
  private static final int MOOV = 0x6d6f6f76;
  private static final int MVHD = 0x6d766864;
  private static final int MVEX = 0x6d766578;
  private static final int MEHD = 0x6d656864;
  private static final int MEHD_LENGTH = 16;

  /** ffmpeg's head is below 4 KiB; over this the file is left as it is. */
  private static final int MOST = 1 << 20;

  private final double seconds;
  private final byte[] tags;
  private @Nullable ByteBuf gathered;

  /** Patches what ffmpeg writes for a plan, when it is MP4 and the duration is known. */
  DurationPatch(StreamPlan.Mux plan) {
    var known = plan.head().durationSeconds();
    seconds = known == null ? 0 : known;
    tags = new byte[0];
    gathered = plan.container().equals("mp4") && seconds > 0 ? Unpooled.buffer() : null;
  }

  /**
   * Patches what is MP4.
   *
   * @param known null leaves the duration as it is
   * @param tags a box to add
   */
  DurationPatch(@Nullable Double known, byte[] tags) {
    seconds = known == null ? 0 : known;
    this.tags = tags;
    gathered = Unpooled.buffer();
  }

  /** Changes nothing. */
  DurationPatch() {
    seconds = 0;
    tags = new byte[0];
  }

  @Override
  public @Nullable ByteBuf take(ByteBuf buffer) {
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

  @Override
  public @Nullable ByteBuf rest() {
    var head = gathered;
    gathered = null;
    return head == null || !head.isReadable() ? null : head;
  }

  private ByteBuf patched(ByteBuf head, int moov) {
    int end = moov + (int) head.getUnsignedInt(moov);
    var added = tags.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(tags);
    head.setInt(moov, head.getInt(moov) + tags.length);
    int mvex = find(head, moov + 8, end, MVEX);
    var mehd = mvex < 0 ? null : mehd(head, moov, mvex, end);
    var before = mehd == null ? Unpooled.EMPTY_BUFFER : head.readRetainedSlice(mvex + 8);
    var between = head.readRetainedSlice(end - head.readerIndex());
    return Unpooled.wrappedBuffer(
        before, mehd == null ? Unpooled.EMPTY_BUFFER : mehd, between, added, head);
  }

  /** The box to put into {@code mvex}, for which the boxes around are made larger. */
  private @Nullable ByteBuf mehd(ByteBuf head, int moov, int mvex, int end) {
    int mvhd = find(head, moov + 8, mvex, MVHD);
    if (seconds <= 0 || mvhd < 0 || head.getByte(mvhd + 8) != 0) {
      return null;
    }
    int mvexEnd = mvex + (int) head.getUnsignedInt(mvex);
    if (mvexEnd > end || find(head, mvex + 8, mvexEnd, MEHD) >= 0) {
      return null;
    }
    long duration = Math.round(seconds * head.getUnsignedInt(mvhd + 20));
    if (duration >= 0xFFFF_FFFFL) {
      return null;
    }
    head.setInt(mvhd + 24, (int) duration);
    head.setInt(moov, head.getInt(moov) + MEHD_LENGTH);
    head.setInt(mvex, head.getInt(mvex) + MEHD_LENGTH);
    return Unpooled.buffer(MEHD_LENGTH)
        .writeInt(MEHD_LENGTH)
        .writeInt(MEHD)
        .writeInt(0)
        .writeInt((int) duration);
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
