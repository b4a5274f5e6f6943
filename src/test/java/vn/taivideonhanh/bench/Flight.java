package vn.taivideonhanh.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Does something often, so many times at once, without a chain of futures that grows. */
final class Flight {
  private final Supplier<Future<?>> what;
  private final AtomicInteger unbegun;
  private final AtomicInteger unended;
  private final Promise<Void> ended = Promise.promise();

  private Flight(Supplier<Future<?>> what, int count) {
    this.what = what;
    this.unbegun = new AtomicInteger(count);
    this.unended = new AtomicInteger(count);
  }

  /** Waits until all of it is done. */
  static void of(int count, int atOnce, Supplier<Future<?>> what) {
    var flight = new Flight(what, count);
    IntStream.range(0, Math.min(count, atOnce)).forEach(_ -> flight.next());
    if (count > 0) {
      flight.ended.future().await();
    }
  }

  private void next() {
    if (unbegun.getAndDecrement() > 0) {
      what.get().onSuccess(_ -> done()).onFailure(ended::tryFail);
    }
  }

  private void done() {
    if (unended.decrementAndGet() == 0) {
      ended.complete();
    } else {
      next();
    }
  }
}
