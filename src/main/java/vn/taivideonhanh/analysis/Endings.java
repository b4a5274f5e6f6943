package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.Standing;

/** Waits for jobs to end: looks again at each piece of news, and every second without any. */
final class Endings {
  /** A little less than {@link AnalysisMessages#RENEW} may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(58);

  private final Vertx vertx;
  private final JobQueue queue;
  private final Map<String, List<Promise<Void>>> waiting = new HashMap<>();

  Endings(Vertx vertx, JobQueue queue) {
    this.vertx = vertx;
    this.queue = queue;
    var _ = AnalysisMessages.CHANGED.hear(vertx, changed -> wake(changed.requestId()));
  }

  /** Fails with {@code ANALYSIS_NOT_FOUND}. */
  Future<Standing> read(String id) {
    return queue
        .read(id)
        .map(standing -> {
          if (standing == null) {
            throw Analyses.unknown();
          }
          return standing;
        });
  }

  /** Completes with the job when it has ended. */
  Future<Standing> await(String id) {
    return ended(id, vertx.timer(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private Future<Standing> ended(String id, Future<?> patience) {
    return read(id)
        .compose(standing -> {
          if (standing.job().state().ended()) {
            return Future.succeededFuture(standing);
          }
          return patience.isComplete()
              ? Future.failedFuture(tooLong())
              : change(id).compose(_ -> ended(id, patience));
        });
  }

  private Future<?> change(String id) {
    var told = Promise.<Void>promise();
    waiting.computeIfAbsent(id, _ -> new ArrayList<>()).add(told);
    return Future.any(told.future(), vertx.timer(1, TimeUnit.SECONDS))
        .onComplete(_ -> forget(id, told));
  }

  private void wake(String id) {
    List.copyOf(waiting.getOrDefault(id, List.of())).forEach(Promise::tryComplete);
  }

  private void forget(String id, Promise<Void> told) {
    waiting.computeIfPresent(
        id,
        (_, all) -> {
          all.remove(told);
          return all.isEmpty() ? null : all;
        });
  }

  private static Failure tooLong() {
    return new Failure(
        ProblemCode.SITE_TIMEOUT,
        "The page could not be analysed again in time. Try again.",
        Duration.ofSeconds(10));
  }
}
