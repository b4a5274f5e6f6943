package vn.taivideonhanh.media;

import java.time.Duration;

/**
 * A part of a video, by time.
 *
 * @param startMillis from the beginning, 0 or more
 * @param endMillis over {@code startMillis}; beyond the video's end is its end
 */
public record Clip(long startMillis, long endMillis) {
  /** An end beyond every video's. */
  public static final long TO_THE_END = Duration.ofDays(365).toMillis();

  public Clip {
    if (startMillis < 0 || endMillis <= startMillis) {
      throw new IllegalArgumentException("a clip ends after it starts");
    }
  }
}
