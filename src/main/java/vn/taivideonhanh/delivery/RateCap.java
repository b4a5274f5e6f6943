package vn.taivideonhanh.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Says when a stream of limited rate is early. It may be ahead by a quarter of a second, so that
 * one timer for that long is enough however small the pieces are.
 */
final class RateCap {
  private static final long AHEAD = TimeUnit.MILLISECONDS.toNanos(250);

  private final double nanosPerByte;
  private long due;

  /**
   * @param now as {@link System#nanoTime}
   */
  RateCap(long bytesPerSecond, long now) {
    this.nanosPerByte = 1e9 / bytesPerSecond;
    this.due = now;
  }

  /**
   * Counts bytes that are sent.
   *
   * @return for how many milliseconds none shall follow; 0 when they may at once
   */
  long pause(int bytes, long now) {
    due = Math.max(due, now - AHEAD) + (long) (bytes * nanosPerByte);
    return early(now);
  }

  /** The same without more bytes. */
  long early(long now) {
    var ahead = due - now;
    return ahead > AHEAD ? TimeUnit.NANOSECONDS.toMillis(ahead) : 0;
  }
}
