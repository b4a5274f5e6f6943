package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Adds jobs at an even pace, and again while Redis is away, as one does who was told 503. */
final class TortureAdder {
  private static final long AGAIN = 200;
  private static final int PEOPLE = 50;

  private final Vertx vertx;
  private final JobQueue queue;

  TortureAdder(Vertx vertx, JobQueue queue) {
    this.vertx = vertx;
    this.queue = queue;
  }

  /** Completes when all were accepted. */
  Future<Void> addWithin(List<String> ids, Duration time) {
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    var all = Promise.<Void>promise();
    var left = new AtomicInteger(ids.size());
    var sent = new AtomicInteger();
    var start = System.nanoTime();
    var _ =
        vertx.setPeriodic(
            10,
            timer -> {
              var passed = (double) (System.nanoTime() - start) / Math.max(1, time.toNanos());
              var due = Math.min(ids.size(), passed * ids.size());
              while (sent.get() < due) {
                add(ids.get(sent.getAndIncrement()))
                    .onFailure(all::tryFail)
                    .onSuccess(_ -> {
                      if (left.decrementAndGet() == 0) {
                        all.tryComplete();
                      }
                    });
              }
              if (sent.get() == ids.size()) {
                vertx.cancelTimer(timer);
              }
            });
    return all.future();
  }

  private Future<Added> add(String id) {
    var person = "person" + id.hashCode() % PEOPLE;
    return queue
        .add(new NewJob(id, person.replace('-', '_'), 1, id, "payload of " + id, 0, 100_000))
        .recover(cause ->
            cause instanceof Failure failure && failure.code() == ProblemCode.UNAVAILABLE
                ? vertx.timer(AGAIN, TimeUnit.MILLISECONDS).compose(_ -> add(id))
                : Future.failedFuture(cause))
        .map(added -> {
          if (added instanceof Added.Accepted(String accepted, _) && accepted.equals(id)) {
            return added;
          }
          throw new IllegalStateException(id + " became " + added);
        });
  }
}
