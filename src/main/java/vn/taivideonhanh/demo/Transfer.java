package vn.taivideonhanh.demo;

/**
 * How a body leaves: bytes {@code [start, stop)} of a content, then the end.
 *
 * @param promised the Content-Length; -1 for none
 * @param bytesPerSecond 0 for as fast as it goes
 */
record Transfer(long promised, long start, long stop, long bytesPerSecond, Ending ending) {
  /** What follows the last byte. */
  enum Ending {
    /** The answer ends as it should. */
    CLEAN,
    /** The connection is closed. */
    CUT,
    /** Nothing, for ever. */
    SILENCE,
    /** The same bytes again. */
    REPEAT
  }

  /** An answer without faults. */
  static Transfer of(ByteRange range) {
    return new Transfer(range.end() - range.start(), range.start(), range.end(), 0, Ending.CLEAN);
  }

  /** The same, but stopped at an absolute offset when it would go beyond. */
  Transfer stopAt(long offset, Ending then) {
    return offset >= stop
        ? this
        : new Transfer(promised, start, Math.max(start, offset), bytesPerSecond, then);
  }

  Transfer promising(long bytes) {
    return new Transfer(bytes, start, stop, bytesPerSecond, ending);
  }

  Transfer ending(Ending then) {
    return new Transfer(promised, start, stop, bytesPerSecond, then);
  }

  Transfer slowly(long rate) {
    return new Transfer(promised, start, stop, Math.max(1, rate), ending);
  }

  Transfer endless() {
    return new Transfer(-1, start, stop, bytesPerSecond, Ending.REPEAT);
  }
}
