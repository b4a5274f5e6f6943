package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a source's own head says of its duration: of MP4 (ISO/IEC 14496-12) {@code mvhd}, or the sum
 * of {@code sidx}; of Matroska and WebM (RFC 9559) the Duration. Only what has come is looked at.
 */
final class SourceDuration {
  private static final int MOOV = 0x6d6f6f76;
  private static final int MVHD = 0x6d766864;
  private static final int SIDX = 0x73696478;

  private static final long SEGMENT = 0x18538067L;
  private static final long INFO = 0x1549A966L;
  private static final long SCALE = 0x2AD7B1L;
  private static final long DURATION = 0x4489L;
  private static final double LONGEST = 366 * 86_400.0;

  private final ByteBuf head;
  private double seconds;
  private double scale = 1e6;
  private double ticks;

  private SourceDuration(ByteBuf head) {
    this.head = head.duplicate();
  }

  /**
   * Seconds; null when the head does not say.
   *
   * @param head not consumed
   */
  static @Nullable Double of(ByteBuf head, Container container) {
    var reader = new SourceDuration(head);
    try {
      switch (container) {
        case MP4 -> reader.boxes();
        case MATROSKA -> reader.elements();
        default -> {}
      }
    } catch (IndexOutOfBoundsException _) {
      // It ends in the middle of something; what was read before it counts.
    }
    double found = reader.ticks > 0 ? reader.ticks * reader.scale / 1e9 : reader.seconds;
    return found > 0 && found < LONGEST ? found : null;
  }

  private void boxes() {
    while (head.readableBytes() >= 8 && seconds == 0) {
      int start = head.readerIndex();
      long size = head.readUnsignedInt();
      int type = head.readInt();
      if (type == SIDX) {
        sidx();
      } else if (type == MVHD) {
        mvhd();
      }
      if (size < 8) {
        return;
      }
      // The head of the movie is inside: it is gone into.
      long next = type == MOOV ? start + 8L : start + size;
      head.readerIndex(Math.toIntExact(Math.min(next, head.writerIndex())));
    }
  }

  private void mvhd() {
    boolean wide = head.readByte() == 1;
    head.skipBytes(wide ? 19 : 11);
    double rate = head.readUnsignedInt();
    long duration = wide ? head.readLong() : head.readUnsignedInt();
    boolean known = duration > 0 && duration != 0xFFFF_FFFFL;
    seconds = known ? duration / rate : 0;
  }

  private void sidx() {
    boolean wide = head.readByte() == 1;
    head.skipBytes(7);
    double rate = head.readUnsignedInt();
    head.skipBytes(wide ? 18 : 10);
    int count = head.readUnsignedShort();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      head.skipBytes(4);
      sum += head.readUnsignedInt();
      head.skipBytes(4);
    }
    seconds = sum / rate;
  }

  private void elements() {
    while (head.isReadable()) {
      long id = number(false);
      long size = number(true);
      int start = head.readerIndex();
      if (id == SCALE) {
        scale = unsigned((int) size);
      } else if (id == DURATION) {
        ticks = size == 4 ? head.readFloat() : head.readDouble();
      }
      if (id != SEGMENT && id != INFO) {
        head.readerIndex(start + (int) Math.min(size, head.writerIndex() - start));
      }
    }
  }

  /**
   * A number of variable length, RFC 8794 section 4.
   *
   * @param masked whether the bit that tells the length is not part of it
   */
  private long number(boolean masked) {
    int first = head.readUnsignedByte();
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more > 7) {
      throw new IndexOutOfBoundsException();
    }
    long number = masked ? (first & (0x7F >> more)) : first;
    for (int i = 0; i < more; i++) {
      number = (number << 8) | head.readUnsignedByte();
    }
    return number;
  }

  private long unsigned(int length) {
    long number = 0;
    for (int i = 0; i < length && i < 8; i++) {
      number = (number << 8) | head.readUnsignedByte();
    }
    return number;
  }
}
