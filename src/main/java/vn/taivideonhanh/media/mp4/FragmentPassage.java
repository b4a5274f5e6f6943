package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.MoofPatch.changed;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Passage;

/**
 * The boxes of one fragment passing by (ISO/IEC 14496-12, 8.16.2 and 8.8.4). Heads of boxes and
 * whole {@code moof} boxes are seen and changed where they are; only what a buffer's end cuts is
 * copied. The content of the others is not looked at.
 */
final class FragmentPassage implements Passage {
  /** Most bytes of a {@code moof}. */
  static final int MAX_MOOF = 1 << 20;

  private static final int HEADER = 8;
  private static final int WIDE_HEADER = 16;

  private final FragmentTreatment treatment;

  /** Position in the span of the next byte that {@link #take} gets. */
  private long taken;

  /** Position in the span of the next box's head; what is before it is past or not looked at. */
  private long nextBox;

  private int moofs;

  /** The beginning of a box that is not there as far as it is needed. */
  private @Nullable ByteBuf held;

  FragmentPassage(FragmentTreatment treatment) {
    this.treatment = treatment;
  }

  @Override
  public void take(ByteBuf bytes, Consumer<ByteBuf> out) throws MalformedMediaException {
    if (taken + bytes.readableBytes() > treatment.length()) {
      bytes.release();
      throw changed("more bytes than the fragment has");
    }
    try {
      if (held != null && !filled(held, bytes)) {
        return;
      }
      if (held != null) {
        var whole = held;
        held = null;
        out.accept(whole);
      }
      pass(bytes, out);
    } finally {
      bytes.release();
    }
  }

  /** Puts into what is held as much as it lacks; whether it is done with. */
  private boolean filled(ByteBuf box, ByteBuf bytes) throws MalformedMediaException {
    long start = taken - box.readableBytes();
    while (true) {
      int lacking = needed(box, box.readerIndex(), start) - box.readableBytes();
      if (lacking <= 0) {
        enter(box, box.readerIndex(), start);
        return true;
      }
      if (!bytes.isReadable()) {
        return false;
      }
      int more = Math.min(lacking, bytes.readableBytes());
      box.writeBytes(bytes, more);
      taken += more;
    }
  }

  /** Goes from box to box; hands out the bytes, but for a box that is cut at the end. */
  private void pass(ByteBuf bytes, Consumer<ByteBuf> out) throws MalformedMediaException {
    long first = taken - bytes.readerIndex();
    long end = first + bytes.writerIndex();
    while (nextBox < end) {
      int index = (int) (nextBox - first);
      int needed = needed(bytes, index, nextBox);
      if (needed > end - nextBox) {
        int whole = index - bytes.readerIndex();
        if (whole > 0) {
          out.accept(bytes.readRetainedSlice(whole));
        }
        held = bytes.alloc().buffer(needed, MAX_MOOF).writeBytes(bytes);
        taken = end;
        return;
      }
      enter(bytes, index, nextBox);
    }
    taken = end;
    if (bytes.isReadable()) {
      out.accept(bytes.retain());
    }
  }

  /** How many bytes of a box have to be seen at once, by those that are there. */
  private int needed(ByteBuf bytes, int index, long start) throws MalformedMediaException {
    if (treatment.length() - start < HEADER) {
      throw changed("a fragment with a rest that is no box");
    }
    int available = bytes.writerIndex() - index;
    if (available < HEADER) {
      return HEADER;
    }
    boolean wide = bytes.getInt(index) == 1;
    if (wide && available < WIDE_HEADER) {
      return WIDE_HEADER;
    }
    if (bytes.getInt(index + 4) != BoxType.MOOF) {
      return wide ? WIDE_HEADER : HEADER;
    }
    long size = size(bytes, index, start);
    if (size > MAX_MOOF) {
      throw changed("a head of " + size + " bytes");
    }
    return (int) size;
  }

  private long size(ByteBuf bytes, int index, long start) throws MalformedMediaException {
    long size = bytes.getUnsignedInt(index);
    int header = HEADER;
    if (size == 1) {
      size = bytes.getLong(index + HEADER);
      header = WIDE_HEADER;
    }
    if (size < header || size > treatment.length() - start) {
      throw changed("a box of " + size + " bytes at " + start + " of " + treatment.length());
    }
    return size;
  }

  /** Changes a box as far as it has to be, and knows then where the next is. */
  private void enter(ByteBuf bytes, int index, long start) throws MalformedMediaException {
    if (bytes.getInt(index) == 0) {
      bound(bytes, index, start);
    }
    long size = size(bytes, index, start);
    switch (bytes.getInt(index + 4)) {
      case BoxType.MOOF ->
          MoofPatch.apply(bytes, index, (int) size, treatment, treatment.sequence(moofs++));
      case BoxType.MDAT -> {
        if (moofs == 0) {
          throw changed("samples before their head");
        }
      }
      case BoxType.MOOV, BoxType.PSSH -> throw changed("a header among the fragments");
      // They name tracks or positions of the source, which are others here.
      case BoxType.SIDX, BoxType.SSIX, BoxType.PRFT, BoxType.MFRA, BoxType.FTYP ->
          bytes.setInt(index + 4, BoxType.FREE);
      default -> {}
    }
    nextBox = start + size;
  }

  /** A box that reaches to its file's end must say now where that was. */
  private void bound(ByteBuf bytes, int index, long start) throws MalformedMediaException {
    long left = treatment.length() - start;
    if (left > 0xffffffffL || bytes.getInt(index + 4) == BoxType.MOOF) {
      throw changed("a box without an end");
    }
    bytes.setInt(index, (int) left);
  }

  @Override
  public long unchangedUntil() {
    if (held != null) {
      return taken;
    }
    return nextBox == treatment.length() ? Long.MAX_VALUE : Math.max(taken, nextBox);
  }

  @Override
  public void skipTo(long position) {
    if (position < taken || position > Math.min(unchangedUntil(), treatment.length())) {
      throw new IllegalArgumentException("skipped to " + position + " from " + taken);
    }
    taken = position;
  }

  @Override
  public void close() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
