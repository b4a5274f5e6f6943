package vn.taivideonhanh.http;

import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Changed;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;

/**
 * Tells how an analysis goes on: at once, and whenever it has changed. Facts may be lost and places
 * in the queue change without one, so it also looks by itself every two seconds.
 */
final class AnalysisWatch {
  private static final long SAFETY_MILLIS = 2_000;

  private final Vertx vertx;
  private final String requestId;
  private final Consumer<Analysis> changed;
  private final Consumer<Throwable> failed;
  private final Runnable deaf;
  private final long safety;
  private @Nullable Analysis last;
  private boolean looking;
  private boolean again;
  private boolean over;

  private AnalysisWatch(
      Vertx vertx, Switchboard<Changed> facts, String requestId, Listener listener) {
    this.vertx = vertx;
    this.requestId = requestId;
    this.changed = listener.changed;
    this.failed = listener.failed;
    this.deaf = facts.listen(requestId, _ -> look());
    this.safety = vertx.setPeriodic(SAFETY_MILLIS, _ -> look());
  }

  /** Starts; the listener must be ready to be called. */
  static AnalysisWatch start(
      Vertx vertx, Switchboard<Changed> facts, String requestId, Listener listener) {
    var watch = new AnalysisWatch(vertx, facts, requestId, listener);
    watch.look();
    return watch;
  }

  static boolean ended(Analysis analysis) {
    return switch (analysis.state()) {
      case QUEUED, ACTIVE -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }

  /** Nobody is called any more. */
  void stop() {
    over = true;
    deaf.run();
    vertx.cancelTimer(safety);
  }

  private void look() {
    if (looking || over) {
      again = looking;
      return;
    }
    looking = true;
    AnalysisMessages.LOOK
        .ask(vertx, new Look(requestId))
        .onComplete(result -> {
          looking = false;
          if (over) {
            return;
          }
          if (result.succeeded()) {
            seen(result.result());
          } else {
            failed.accept(result.cause());
          }
          if (again) {
            again = false;
            look();
          }
        });
  }

  private void seen(Analysis now) {
    if (last == null || !same(last, now)) {
      last = now;
      changed.accept(now);
    }
  }

  private static boolean same(Analysis a, Analysis b) {
    return a.state() == b.state()
        && a.step() == b.step()
        && a.attempt() == b.attempt()
        && Objects.equals(a.place(), b.place());
  }

  /** Who is told of changes, and of a look that failed. */
  record Listener(Consumer<Analysis> changed, Consumer<Throwable> failed) {}
}
