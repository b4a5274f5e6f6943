package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Joins those who ask for the same new thing while it is on its way. */
final class Renewal<T> implements Supplier<Future<T>> {
  private final Supplier<Future<T>> source;
  private @Nullable Future<T> running;

  Renewal(Supplier<Future<T>> source) {
    this.source = source;
  }

  @Override
  public Future<T> get() {
    var joined = running;
    if (joined != null) {
      return joined;
    }
    var asked = source.get();
    if (!asked.isComplete()) {
      running = asked;
      return asked.onComplete(_ -> running = null);
    }
    return asked;
  }
}
