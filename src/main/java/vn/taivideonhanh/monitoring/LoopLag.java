package vn.taivideonhanh.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How late every event loop of the node comes to its work: a task is due each quarter of a second,
 * and what it is late by is the lag that any request would have had.
 */
final class LoopLag {
  private static final long EVERY_MILLIS = 250;

  private final Timer lag;
  private final List<Future<?>> running = new ArrayList<>();

  LoopLag(MeterRegistry meters) {
    this.lag =
        Timer.builder("tvn.loop.lag").description("Lateness of event loops").register(meters);
    Gauge.builder("tvn.loop.lag.worst", this, LoopLag::worstMillis)
        .description("The worst lateness of late, milliseconds")
        .register(meters);
  }

  /** Starts to measure. Vert.x gives the loops to no public API, so its internal one is asked. */
  void start(Vertx vertx) {
    for (var loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      var due = new Due();
      running.add(
          loop.scheduleAtFixedRate(
              () -> lag.record(due.lateNanos(), TimeUnit.NANOSECONDS),
              EVERY_MILLIS,
              EVERY_MILLIS,
              TimeUnit.MILLISECONDS));
    }
  }

  void stop() {
    running.forEach(task -> task.cancel(false));
    running.clear();
  }

  double worstMillis() {
    return lag.max(TimeUnit.MILLISECONDS);
  }

  /** When the next task should run. */
  private static final class Due {
    private long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);

    long lateNanos() {
      var now = System.nanoTime();
      var late = Math.max(0, now - next);
      next = now + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS) - late % EVERY_NANOS;
      return late;
    }

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
  }
}
