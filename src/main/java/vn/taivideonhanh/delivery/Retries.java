package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import vn.taivideonhanh.delivery.SourceRefused.Help;

/**
 * Decides how a source that failed is taken up again: after a pause that doubles, at a new address
 * when the old one is dead or has failed twice. {@code relay.retries} are allowed without {@value
 * #PROGRESS} bytes coming in between, so that a slow client, on whose account a site may close many
 * times in hours, does not use them up.
 */
final class Retries {
  private static final long PROGRESS = 256 << 10;
  private static final long FIRST_PAUSE = 200;
  private static final long LONGEST_PAUSE = 5_000;

  private final Reading reading;
  private final Supplier<Future<Target>> renewal;
  private int inARow;
  private long mark;

  Retries(Reading reading, Supplier<Future<Target>> renewal) {
    this.reading = reading;
    this.renewal = renewal;
  }

  /**
   * Where to ask next; fails when it is over.
   *
   * @param offset how far the reader is
   */
  Future<Target> after(SourceRefused refused, Target target, long offset) {
    if (offset - mark >= PROGRESS) {
      inARow = 0;
    }
    mark = offset;
    if (refused.help() == Help.NONE || inARow >= reading.limits().retries()) {
      return Future.failedFuture(refused.failure());
    }
    reading.meter().retried();
    long pause = Math.min(FIRST_PAUSE << Math.min(inARow, 10), LONGEST_PAUSE);
    inARow++;
    boolean renews = refused.help() != Help.AGAIN || inARow > 1;
    return reading
        .vertx()
        .timer(pause, TimeUnit.MILLISECONDS)
        .compose(_ ->
            renews
                ? renewal.get().otherwise(target) // the old address may come back meanwhile
                : Future.succeededFuture(target));
  }
}
