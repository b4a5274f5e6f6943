package vn.taivideonhanh.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for servers to say what a test waits for. */
public final class Polling {
  private Polling() {}

  /** Completes when {@code what} is true; give it a time-out. */
  public static Future<?> until(Vertx vertx, Callable<Boolean> what) {
    return vertx
        .executeBlocking(what)
        .compose(is ->
            Boolean.TRUE.equals(is)
                ? Future.succeededFuture()
                : vertx.timer(10, TimeUnit.MILLISECONDS).compose(_ -> until(vertx, what)));
  }
}
