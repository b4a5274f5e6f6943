package vn.taivideonhanh.media.webm;

import io.netty.buffer.ByteBuf;

/**
 * The id and the size of an element (RFC 8794, 4 to 6).
 *
 * @param id with its length marker
 * @param length of the head itself, in bytes
 * @param size of what follows, or {@link #UNKNOWN}
 */
record ElementHead(int id, int length, long size) {
  static final long UNKNOWN = -1;

  /** Most bytes of a head. */
  static final int MOST = 12;

  private static final int MAX_ID = 4;
  private static final int MAX_SIZE = 8;

  /**
   * How many bytes of a head have to be there before more is known of it, or it is all known.
   *
   * @return -1 when no head begins so
   */
  static int needed(ByteBuf bytes, int index) {
    int available = bytes.writerIndex() - index;
    if (available < 1) {
      return 1;
    }
    int id = width(bytes.getByte(index));
    if (id > MAX_ID) {
      return -1;
    }
    if (available <= id) {
      return id + 1;
    }
    int size = width(bytes.getByte(index + id));
    return size > MAX_SIZE ? -1 : id + size;
  }

  /** Reads one of which as many bytes are there as {@link #needed}. */
  static ElementHead read(ByteBuf bytes, int index) {
    int idWidth = width(bytes.getByte(index));
    int id = (int) number(bytes, index, idWidth);
    int sizeWidth = width(bytes.getByte(index + idWidth));
    long ones = (1L << (7 * sizeWidth)) - 1;
    long size = number(bytes, index + idWidth, sizeWidth) & ones;
    return new ElementHead(id, idWidth + sizeWidth, size == ones ? UNKNOWN : size);
  }

  private static int width(byte first) {
    return Integer.numberOfLeadingZeros(first & 0xff) - 23;
  }

  private static long number(ByteBuf bytes, int index, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | bytes.getUnsignedByte(index + i);
    }
    return value;
  }

  /**
   * Makes the element one that is skipped (RFC 8794, 11.3.2), of the same length.
   *
   * @param index of this head in the bytes
   */
  void erase(ByteBuf bytes, int index) {
    int width = Math.min(MAX_SIZE, length - 1);
    long left = size + length - 1 - width;
    bytes.setByte(index, ElementId.VOID);
    for (int i = 0; i < width; i++) {
      bytes.setByte(index + width - i, (int) (left >>> (8 * i)));
    }
    int marker = 0x80 >>> (width - 1);
    bytes.setByte(index + 1, bytes.getByte(index + 1) | marker);
  }
}
