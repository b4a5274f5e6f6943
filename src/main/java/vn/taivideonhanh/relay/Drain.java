package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.relay.RelayMessages.Drained;

/** Empties a node: no new stream, some time for those that run, then they are stopped. */
final class Drain {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** How long a stream may take to stop when told. */
  private static final Duration STOPPING = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final Streams streams;
  private final Duration timeout;

  Drain(Vertx vertx, Streams streams, Duration timeout) {
    this.vertx = vertx;
    this.streams = streams;
    this.timeout = timeout;
  }

  Future<Drained> run() {
    streams.refuseNew();
    return emptyWithin(timeout)
        .map(empty -> empty ? 0 : streams.stopAll())
        .compose(stopped ->
            emptyWithin(STOPPING).compose(_ -> streams.endAll()).map(_ -> new Drained(stopped)));
  }

  /** Completes with true when no stream is left, or with false at the end of that time. */
  private Future<Boolean> emptyWithin(Duration time) {
    return Future.future(promise -> {
      var end = vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
      var look =
          vertx.setPeriodic(
              0,
              LOOK_EVERY.toMillis(),
              _ -> {
                if (streams.none()) {
                  promise.tryComplete(true);
                  end.cancel();
                }
              });
      end.onSuccess(_ -> promise.tryComplete(false)).onComplete(_ -> vertx.cancelTimer(look));
    });
  }
}
