package vn.taivideonhanh.delivery;

import java.time.Duration;
import vn.taivideonhanh.config.AppConfig;

/**
 * Watches whether a client takes enough of what waits for it. Time in which nothing waits does not
 * count: then it is the site that is slow. One that takes nothing at all is let go sooner, as
 * stalled.
 */
final class Pace {
  private final double leastPerSecond;
  private final long overNanos;
  private long since;
  private long before;

  private Pace(double leastPerSecond, Duration over) {
    this.leastPerSecond = leastPerSecond;
    this.overNanos = over.toNanos();
  }

  /**
   * For one stream. A player takes bytes as fast as it plays them and no faster, so what is shown
   * inline needs half of that only, and nothing where it is not known.
   */
  static Pace of(DeliveryRequest request, AppConfig.Relay limits) {
    double least = limits.slowestKiB() * 1024.0;
    if (request.inline()) {
      var head = request.plan().head();
      var bytes = head.size().bytes();
      var seconds = head.durationSeconds();
      least =
          bytes == null || seconds == null || seconds <= 0
              ? 0
              : Math.min(least, bytes / seconds / 2);
    }
    return new Pace(least, limits.slowestOver());
  }

  /**
   * Looks, about once a second.
   *
   * @param now as {@link System#nanoTime}
   * @param waiting whether there are bytes that the client could take
   * @param taken how many it has taken until now
   * @return whether it has taken too few
   */
  boolean tooSlow(long now, boolean waiting, long taken) {
    if (!waiting || since == 0) {
      restart(now, taken);
      return false;
    }
    if (now - since < overNanos) {
      return false;
    }
    var seconds = (now - since) / 1e9;
    var slow = taken - before < leastPerSecond * seconds;
    restart(now, taken);
    return slow;
  }

  private void restart(long now, long taken) {
    since = now;
    before = taken;
  }
}
