package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets a few do something at a time, on one event loop; the others wait in the order they came. */
final class Turns {
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private int free;

  Turns(int atOnce) {
    free = atOnce;
  }

  /** Does it when it is its turn, which ends when the future does. */
  <T> Future<T> take(Supplier<Future<T>> what) {
    return turn().compose(_ -> done(what).eventually(this::next));
  }

  /** Whatever {@code what} throws is its failure. */
  private static <T> Future<T> done(Supplier<Future<T>> what) {
    return Future.future(promise -> what.get().onComplete(promise));
  }

  private Future<Void> turn() {
    if (free > 0) {
      free--;
      return Future.succeededFuture();
    }
    var promise = Promise.<Void>promise();
    waiting.add(promise);
    return promise.future();
  }

  private Future<Void> next() {
    var one = waiting.poll();
    if (one == null) {
      free++;
    } else {
      one.complete();
    }
    return Future.succeededFuture();
  }
}
