package vn.taivideonhanh.delivery;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Looks every now and then whether something has stood still for too long. */
final class StallWatch {
  private static final long LONGEST_LOOK = 1_000;

  private final Vertx vertx;
  private final Duration stall;
  private long lastMove = System.nanoTime();
  private long timer = -1;

  StallWatch(Vertx vertx, Duration stall) {
    this.vertx = vertx;
    this.stall = stall;
  }

  /** Begins to look; {@code look} asks {@link #expired} when there is something to wait for. */
  void start(Runnable look) {
    moved();
    long period = Math.clamp(stall.toMillis() / 4, 20, LONGEST_LOOK);
    timer = vertx.setPeriodic(period, _ -> look.run());
  }

  void moved() {
    lastMove = System.nanoTime();
  }

  boolean expired() {
    return System.nanoTime() - lastMove > stall.toNanos();
  }

  void stop() {
    var _ = vertx.cancelTimer(timer);
  }
}
