package vn.taivideonhanh.media.webm;

/**
 * One frame in a file (RFC 9559, 10).
 *
 * @param time when it is shown or heard, in ticks; 0 or more
 * @param offset in the file, of the frame itself
 * @param length likewise, in bytes, over 0
 * @param key whether decoding can begin with it
 * @param discarded nanoseconds at its end that are not heard
 * @param first its first bytes, eight or as many as there are, from the highest of the number
 */
record Block(long time, long offset, int length, boolean key, long discarded, long first) {
  /** How many of its bytes are kept. */
  static final int KEPT = Long.BYTES;

  Block in(boolean newKey, long newDiscarded) {
    return new Block(time, offset, length, newKey, newDiscarded, first);
  }
}
