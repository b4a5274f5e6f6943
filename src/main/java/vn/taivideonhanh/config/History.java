package vn.taivideonhanh.config;

import java.time.Duration;

/**
 * What members and the owner downloaded; guests, who share addresses, have none.
 *
 * @param enabled whether it is kept
 * @param keep for how long after a download
 * @param most entries of one person, 1 to 10,000
 */
public record History(boolean enabled, Duration keep, int most) {
  public History {
    Check.range(most, 1, 10_000, "history.most");
    Check.that(keep.toMillis() > 0, "history.keep", "must be longer than nothing");
  }
}
