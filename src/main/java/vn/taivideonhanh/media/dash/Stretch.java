package vn.taivideonhanh.media.dash;

import org.jspecify.annotations.Nullable;

/**
 * Segments of one duration, one after the other (5.3.9.6, element {@code S}).
 *
 * @param start in ticks; null is where the one before ends
 * @param duration in ticks, over 0
 * @param repeats how many more there are; or {@link #OPEN}
 */
record Stretch(@Nullable Long start, long duration, long repeats) {
  /** As many as there is time for, up to the next stretch or the end. */
  static final long OPEN = -1;
}
