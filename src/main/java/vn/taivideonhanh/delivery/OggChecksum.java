package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;

/** The checksum of a page, RFC 3533 section 6: CRC-32 with the high bit first. */
final class OggChecksum {
  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int[] TABLE = table();

  private OggChecksum() {}

  /**
   * The checksum of what is readable.
   *
   * @param page whose field of the checksum is 0
   */
  static int of(ByteBuf page) {
    int sum = 0;
    for (int i = page.readerIndex(); i < page.writerIndex(); i++) {
      sum = (sum << 8) ^ TABLE[((sum >>> 24) ^ page.getByte(i)) & 0xFF];
    }
    return sum;
  }

  private static int[] table() {
    var table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int sum = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = sum < 0 ? (sum << 1) ^ POLYNOMIAL : sum << 1;
      }
      table[i] = sum;
    }
    return table;
  }
}
