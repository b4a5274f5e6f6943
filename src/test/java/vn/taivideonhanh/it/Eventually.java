package vn.taivideonhanh.it;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class Eventually {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private Eventually() {}

  /** Waits until the condition holds. An IOException counts as not yet. */
  static void that(Duration most, Callable<Boolean> condition) throws Exception {
    var _ = get(most, () -> condition.call() ? "yes" : "");
  }

  /** Waits until there is text. An IOException counts as not yet. */
  static String get(Duration most, Callable<String> source) throws Exception {
    var deadline = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        var found = source.call();
        if (!found.isEmpty()) {
          return found;
        }
      } catch (IOException _) {
        // Nobody listens yet.
      }
      LockSupport.parkNanos(PAUSE);
    }
    throw new AssertionError("did not happen within " + most);
  }
}
