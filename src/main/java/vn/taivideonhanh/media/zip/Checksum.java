package vn.taivideonhanh.media.zip;

/**
 * The CRC-32 of some bytes (ISO/IEC 13239, APPNOTE 4.4.7). That of bytes one after the other comes
 * from theirs, so that each stretch need be read only once, in any order.
 *
 * @param crc as {@link java.util.zip.CRC32} gives it
 * @param length number of the bytes
 */
public record Checksum(int crc, long length) {
  /** Of no byte at all. */
  public static final Checksum EMPTY = new Checksum(0, 0);

  private static final int POLYNOMIAL = 0xEDB88320;

  /** The polynomial 1: coefficients are written from the highest bit down. */
  private static final int ONE = 1 << 31;

  /** x to the power of 2^i, modulo the polynomial. */
  private static final int[] POWERS = powers();

  /** Of these bytes and those of {@code next} behind them. */
  public Checksum then(Checksum next) {
    int moved = product(power(next.length), crc);
    return new Checksum(moved ^ next.crc, Math.addExact(length, next.length));
  }

  /** x to the power of eight times {@code bytes}: what as many zero bytes multiply by. */
  private static int power(long bytes) {
    int result = ONE;
    int i = 3;
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = product(POWERS[i % POWERS.length], result);
      }
      i++;
    }
    return result;
  }

  /** The product of two polynomials over GF(2), modulo the polynomial of CRC-32. */
  private static int product(int one, int other) {
    int sum = 0;
    int shifted = other;
    for (int left = one; left != 0; left <<= 1) {
      if (left < 0) {
        sum ^= shifted;
      }
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
    }
    return sum;
  }

  private static int[] powers() {
    var powers = new int[Integer.SIZE];
    powers[0] = ONE >>> 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = product(powers[i - 1], powers[i - 1]);
    }
    return powers;
  }
}
