package vn.taivideonhanh.freshness;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures, on threads that may. */
final class Waiting {
  private static final Duration USUALLY = Duration.ofSeconds(30);

  private Waiting() {}

  static <T> T on(Future<T> future) throws TimeoutException {
    return on(future, USUALLY);
  }

  static <T> T on(Future<T> future, Duration most) throws TimeoutException {
    return future.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }
}
