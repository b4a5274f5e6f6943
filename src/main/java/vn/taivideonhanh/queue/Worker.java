package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.redis.Subscription;

/**
 * Runs the jobs of a queue, a bounded number at once. Belongs to the context that starts it.
 *
 * <p>Three ways lead to a waiting job: the node itself adds one, a message comes since the queue
 * was marked idle, or a second has passed. Leases are renewed three times in their length. A job
 * whose lease was lost, or could not be renewed for two thirds of it, is aborted here before
 * another worker can have it.
 */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long TICK = 1000;
  private static final long TRY_AGAIN = 500;
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final JobQueue queue;
  private final Task task;
  private final int slots;
  private final Map<String, Run> runs = new HashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Long> timers = new ArrayList<>();
  private Future<?> claiming = Future.succeededFuture();
  private boolean nudged;
  private boolean stopping;

  /** A worker that runs up to {@code slots} jobs at once. */
  public Worker(Vertx vertx, JobQueue queue, Task task, int slots) {
    this.vertx = vertx;
    this.queue = queue;
    this.task = task;
    this.slots = slots;
  }

  /** Begins to claim jobs. */
  public Future<Void> start() {
    var context = vertx.getOrCreateContext();
    var lease = queue.config().lease().toMillis();
    return Future.all(
            queue.hearWakes(() -> context.runOnContext(_ -> nudge())).onSuccess(subscriptions::add),
            queue.hearStops(this::cancelled).onSuccess(subscriptions::add))
        .onSuccess(_ -> {
          if (stopping) {
            subscriptions.forEach(Subscription::cancel);
            return;
          }
          timers.add(vertx.setPeriodic(Math.min(TICK, lease / 3), _ -> tick()));
          timers.add(vertx.setPeriodic(Math.max(1, lease / 3), _ -> beat()));
          nudge();
        })
        .mapEmpty();
  }

  /** Aborts what runs and gives it back; completes when this is done, after 5 s at most. */
  public Future<Void> stop() {
    stopping = true;
    subscriptions.forEach(Subscription::cancel);
    var ended =
        claiming
            .otherwiseEmpty()
            .compose(_ -> {
              var left = List.copyOf(runs.values());
              left.forEach(run -> task.abort(run.job));
              return Future.join(left.stream().map(run -> run.ended).toList());
            });
    return ended
        .timeout(STOP.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .compose(_ -> giveBack(runs.values().stream().map(run -> run.job).toList()))
        .onComplete(_ -> {
          timers.forEach(vertx::cancelTimer);
          runs.values().forEach(run -> run.lost = true);
        });
  }

  /** How many jobs run. */
  public int running() {
    return runs.size();
  }

  private void tick() {
    var now = queue.now();
    loseAll(run -> now > run.safeUntil);
    if (!stopping) {
      queue
          .reap(task.silence())
          .onSuccess(count -> {
            if (count > 0) {
              LOG.warn("{} jobs of a silent worker wait again", count);
            }
          })
          .onFailure(cause -> LOG.debug("reaping failed: {}", cause.getMessage()))
          .onComplete(_ -> nudge());
    }
  }

  private void nudge() {
    nudged = true;
    var free = slots - runs.size();
    if (stopping || free <= 0 || !claiming.isComplete()) {
      return;
    }
    nudged = false;
    var asked = queue.now();
    claiming =
        queue
            .claim(free)
            .compose(claimed -> {
              if (stopping) {
                return giveBack(claimed.jobs());
              }
              claimed.jobs().forEach(job -> begin(job, asked));
              wakeAt(claimed.nextDue());
              return Future.succeededFuture();
            })
            .onFailure(cause -> LOG.debug("claiming failed: {}", cause.getMessage()));
    claiming.onComplete(_ -> {
      if (nudged) {
        nudge();
      }
    });
  }

  /** The tick would do; this only makes short pauses short. */
  private void wakeAt(@Nullable Long due) {
    if (due != null && due - queue.now() < TICK) {
      vertx.setTimer(Math.max(1, due - queue.now()), _ -> nudge());
    }
  }

  private void begin(Job job, long asked) {
    var run = new Run(job, safe(asked));
    runs.put(job.lease(), run);
    run.ended =
        here(Future.<Outcome>future(promise -> task.run(job).onComplete(promise)))
            .otherwise(cause -> {
              LOG.error("job {} failed without an outcome", job.id(), cause);
              return new Outcome.Failed(task.silence(), true);
            })
            .compose(outcome -> settle(run, outcome))
            .onComplete(_ -> {
              runs.remove(job.lease());
              nudge();
            });
  }

  private <T> Future<T> here(Future<T> future) {
    return Future.fromCompletionStage(future.toCompletionStage(), vertx.getOrCreateContext());
  }

  private long safe(long asked) {
    return asked + queue.config().lease().toMillis() * 2 / 3;
  }

  private Future<Void> settle(Run run, Outcome outcome) {
    if (run.lost) {
      return Future.succeededFuture();
    }
    var told =
        switch (outcome) {
          case Outcome.Done(var result, var fresh) -> queue.finish(run.job, result, fresh);
          case Outcome.Failed(var cause, var again) ->
              stopping ? queue.release(List.of(run.job)) : queue.fail(run.job, cause, again);
        };
    // While Redis is away the beats go unanswered too, so that this ends with the lease.
    return told.<Void>mapEmpty()
        .recover(
            _ -> vertx.timer(TRY_AGAIN, TimeUnit.MILLISECONDS).compose(_ -> settle(run, outcome)));
  }

  private void beat() {
    var beaten = runs.values().stream().filter(run -> !run.lost).toList();
    if (beaten.isEmpty()) {
      return;
    }
    var asked = queue.now();
    queue
        .beat(beaten.stream().map(run -> run.job).toList())
        .onSuccess(leases -> {
          for (var i = 0; i < leases.size(); i++) {
            if (leases.get(i) == Lease.HELD) {
              beaten.get(i).safeUntil = safe(asked);
            } else {
              lose(beaten.get(i));
            }
          }
        })
        .onFailure(cause -> LOG.warn("leases were not renewed: {}", cause.getMessage()));
  }

  private void cancelled(String id) {
    loseAll(run -> run.job.id().equals(id));
  }

  /** Over a copy, since a task that is aborted may end at once. */
  private void loseAll(Predicate<Run> which) {
    List.copyOf(runs.values()).stream().filter(which).forEach(this::lose);
  }

  private void lose(Run run) {
    if (!run.lost) {
      run.lost = true;
      LOG.info("job {} is not ours any more", run.job.id());
      task.abort(run.job);
    }
  }

  private Future<Void> giveBack(List<Job> jobs) {
    return jobs.isEmpty()
        ? Future.succeededFuture()
        : queue.release(jobs).<Void>mapEmpty().otherwiseEmpty();
  }

  private static final class Run {
    private final Job job;
    private long safeUntil;
    private boolean lost;
    private Future<Void> ended = Future.succeededFuture();

    Run(Job job, long safeUntil) {
      this.job = job;
      this.safeUntil = safeUntil;
    }
  }
}
