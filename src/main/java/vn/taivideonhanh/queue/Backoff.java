package vn.taivideonhanh.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a class of errors is tried again.
 *
 * @param first longest pause after the first failed attempt; it doubles with each one
 * @param longest pause between two attempts
 * @param attempts in all, 1 to 99
 * @param least what every pause is longer by
 */
public record Backoff(Duration first, Duration longest, int attempts, Duration least) {
  /** One whose pauses may be as short as chance has it. */
  public Backoff(Duration first, Duration longest, int attempts) {
    this(first, longest, attempts, Duration.ZERO);
  }

  /** Full jitter: anything up to the bound, so that jobs which failed together part. */
  long pause(int attempt) {
    var doubled = first.toMillis() << Math.min(attempt - 1, 20);
    var bound = Math.min(doubled, longest.toMillis());
    return least.toMillis() + ThreadLocalRandom.current().nextLong(bound + 1);
  }
}
