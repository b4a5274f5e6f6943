package vn.taivideonhanh.media.mp4;

import vn.taivideonhanh.media.MalformedMediaException;

/** Turns times of one scale into another's. */
final class Timescale {
  /** Most ticks a second that are handled. */
  static final long MOST = 1_000_000_000;

  /** Latest time that is handled, in seconds: some count from 1970, or from 1904. */
  private static final long LATEST = 1L << 32;

  private Timescale() {}

  /**
   * Checks a time that was read.
   *
   * @return the time
   * @throws MalformedMediaException when sums and conversions of it could be over 63 bits
   */
  static long checked(long ticks, long scale) throws MalformedMediaException {
    if (scale <= 0 || scale > MOST || ticks < 0 || ticks / scale >= LATEST) {
      throw Cursor.broken("the time " + ticks + " in a scale of " + scale);
    }
    return ticks;
  }

  /**
   * A time in another scale.
   *
   * @param ticks 0 or more
   * @param from ticks a second, from 1 to {@link #MOST}
   * @param to likewise
   * @return rounded to the nearest
   */
  static long convert(long ticks, long from, long to) {
    if (from == to) {
      return ticks;
    }
    long seconds = ticks / from;
    return seconds * to + (ticks % from * to + from / 2) / from;
  }

  /**
   * A scale in which times of the others can be told well: their least common multiple where that
   * is small, and milliseconds at least.
   */
  static long common(Iterable<Long> scales) {
    long common = 1000;
    for (long scale : scales) {
      long next = common / divisor(common, scale) * scale;
      common = next <= MOST ? next : common;
    }
    return common;
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}
