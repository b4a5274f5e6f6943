package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The next part of a file, when it has been asked for before the one before it ends. */
final class Ahead {
  private @Nullable Future<Answer> asked;

  /** Asks, unless that has been done. */
  void ask(Supplier<Future<Answer>> request) {
    if (asked == null) {
      asked = request.get();
    }
  }

  /** What was asked for, else it is asked for now. */
  Future<Answer> take(Supplier<Future<Answer>> request) {
    var answer = asked == null ? request.get() : asked;
    asked = null;
    return answer;
  }

  /** It is not wanted any more. */
  void drop() {
    if (asked != null) {
      asked.onSuccess(answer -> answer.response().abort()).onFailure(_ -> {});
      asked = null;
    }
  }
}
