package vn.taivideonhanh.queue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.queue.Holdings.Run;
import vn.taivideonhanh.redis.Subscription;

/**
 * Runs the jobs of a queue, a bounded number at once. Belongs to the context that starts it.
 *
 * <p>What ended and what is free since the last call goes to Redis in one step; two steps at most
 * are out. Three ways lead to a waiting job: the node itself adds one, a message comes since the
 * queue was marked idle, or a second has passed. Leases are renewed three times in their length. A
 * job whose lease was lost, or could not be renewed for two thirds of it, is aborted here before
 * another worker can have it.
 */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long TICK = 1000;
  private static final long TRY_AGAIN = 500;
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final int STEPS_OUT = 2;

  private final Vertx vertx;
  private final JobQueue queue;
  private final Task task;
  private final int slots;
  private final Holdings runs;
  private final ArrayDeque<Run> ended = new ArrayDeque<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Long> timers = new ArrayList<>();
  private @Nullable Context home;
  private final AtomicInteger room = new AtomicInteger();
  private long waking;
  private int busy;
  private int asked;
  private int out;
  private boolean nudged;
  private boolean dry = true;
  private boolean planned;
  private boolean stopping;
  private @Nullable Promise<Void> idle;

  /** A worker that runs up to {@code slots} jobs at once. */
  public Worker(Vertx vertx, JobQueue queue, Task task, int slots) {
    this.vertx = vertx;
    this.queue = queue;
    this.task = task;
    this.slots = slots;
    this.runs = new Holdings(queue, task);
  }

  /** Begins to claim jobs. */
  public Future<Void> start() {
    home = vertx.getOrCreateContext();
    var lease = queue.config().lease().toMillis();
    return Future.all(
            queue.hearWakes(this).onSuccess(subscriptions::add),
            queue.hearStops(runs::lose).onSuccess(subscriptions::add))
        .onSuccess(_ -> {
          if (stopping) {
            subscriptions.forEach(Subscription::cancel);
            return;
          }
          timers.add(vertx.setPeriodic(Math.min(TICK, lease / 3), _ -> tick()));
          timers.add(vertx.setPeriodic(Math.max(1, lease / 3), _ -> runs.beat()));
          nudge();
        })
        .mapEmpty();
  }

  /**
   * Gives back at once what runs, so that others may begin it while it ends here; completes when
   * all has ended, after 5 s at most.
   */
  public Future<Void> stop() {
    stopping = true;
    subscriptions.forEach(Subscription::cancel);
    var last = Promise.<Void>promise();
    idle = last;
    var given = giveBack(runs.withdraw());
    settled();
    return last.future()
        .timeout(STOP.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .compose(_ -> given)
        .compose(_ -> giveBack(runs.jobs()))
        .onComplete(_ -> {
          timers.forEach(vertx::cancelTimer);
          runs.forget();
        });
  }

  /** How many jobs run. */
  public int running() {
    return busy;
  }

  private void onHome(Runnable what) {
    if (home != null) {
      home.runOnContext(_ -> what.run());
    }
  }

  private void settled() {
    if (idle != null && runs.isEmpty() && out == 0) {
      idle.tryComplete();
    }
  }

  private void tick() {
    runs.loseOverdue();
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
      queue
          .schedules()
          .fire()
          .onFailure(cause -> LOG.debug("schedules failed: {}", cause.getMessage()));
    }
  }

  void nudgeFromAnywhere() {
    onHome(this::nudge);
  }

  /** Whether it will take so many jobs more at once, so that nobody else need be woken for them. */
  boolean takes(int jobs) {
    return room.addAndGet(-jobs) >= 0;
  }

  private void nudge() {
    nudged = true;
    plan();
  }

  /** What else happens in this turn of the loop goes with the same step. */
  private void plan() {
    if (!planned) {
      planned = true;
      onHome(this::steps);
    }
  }

  private void steps() {
    planned = false;
    while (out < STEPS_OUT) {
      // Two steps share the slots, so that jobs run while the other one is out.
      var free = Math.min(slots - busy - asked, Math.min((slots + 1) / 2, Gathering.MOST));
      var most = stopping || (dry && !nudged) ? 0 : Math.max(0, free);
      var ends = new ArrayList<Run>();
      while (!ended.isEmpty() && ends.size() < Gathering.MOST) {
        ends.add(ended.poll());
      }
      if (most == 0 && ends.isEmpty()) {
        break;
      }
      nudged &= most == 0;
      step(ends, most);
    }
    room.set(stopping ? 0 : slots - busy - asked);
  }

  private void step(List<Run> ends, int most) {
    var start = queue.now();
    out++;
    asked += most;
    queue
        .step(ends.stream().map(run -> run.end).toList(), most)
        .compose(stepped -> stepped(ends, stepped, most, start))
        .onFailure(cause -> {
          LOG.debug("a step failed: {}", cause.getMessage());
          dry = true;
          // While Redis is away the beats go unanswered too, so that this ends with the lease.
          vertx.setTimer(TRY_AGAIN, _ -> again(ends));
        })
        .onComplete(_ -> {
          out--;
          asked -= most;
          settled();
          plan();
        });
  }

  private Future<Void> stepped(
      List<Run> ends, StepJobsScript.Stepped stepped, int most, long start) {
    for (var i = 0; i < ends.size(); i++) {
      runs.told(ends.get(i), stepped.ended(i));
    }
    var claimed = stepped.claimed();
    if (stopping) {
      return giveBack(claimed.jobs());
    }
    if (most > 0) {
      dry = claimed.jobs().size() < most && !stepped.again();
    }
    claimed.jobs().forEach(job -> begin(job, start));
    wakeAt(claimed.nextDue());
    return Future.succeededFuture();
  }

  private void again(List<Run> ends) {
    for (var run : ends) {
      if (run.lost()) {
        runs.remove(run);
      } else {
        ended.add(run);
      }
    }
    settled();
    plan();
  }

  /** The tick would do; this only makes short pauses short. */
  private void wakeAt(@Nullable Long due) {
    var now = queue.now();
    if (due != null && due - now < TICK && (waking <= now || due < waking)) {
      waking = Math.max(due, now + 1);
      vertx.setTimer(waking - now, _ -> nudge());
    }
  }

  private void begin(Job job, long asked) {
    var run = runs.add(job, asked);
    busy++;
    Future<Outcome> outcome;
    try {
      outcome = task.run(job);
    } catch (RuntimeException e) {
      outcome = Future.failedFuture(e);
    }
    outcome
        .otherwise(cause -> {
          LOG.error("job {} failed without an outcome", job.id(), cause);
          return new Outcome.Failed(task.silence(), true);
        })
        .onSuccess(how -> {
          if (home != null && home.equals(Vertx.currentContext())) {
            ended(run, how);
          } else {
            onHome(() -> ended(run, how));
          }
        });
  }

  private void ended(Run run, Outcome outcome) {
    busy--;
    if (run.lost()) {
      runs.remove(run);
      settled();
    } else {
      run.end =
          stopping && outcome instanceof Outcome.Failed
              ? JobEnd.given(run.job)
              : queue.end(run.job, outcome);
      ended.add(run);
    }
    plan();
  }

  private Future<Void> giveBack(List<Job> jobs) {
    return jobs.isEmpty()
        ? Future.succeededFuture()
        : queue.release(jobs).<Void>mapEmpty().otherwiseEmpty();
  }
}
