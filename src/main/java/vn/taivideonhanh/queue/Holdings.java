package vn.taivideonhanh.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that a worker has leased, and whether they are still its own. */
final class Holdings {
  private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

  private final JobQueue queue;
  private final Task task;
  private final Map<String, Run> runs = new LinkedHashMap<>();

  Holdings(JobQueue queue, Task task) {
    this.queue = queue;
    this.task = task;
  }

  /** A job that was leased by a call of that time. */
  Run add(Job job, long asked) {
    var run = new Run(job, queue.now(), safe(asked));
    runs.put(job.lease(), run);
    var meter = queue.meter();
    if (meter != null && job.attempt() == 1) {
      var ready = Math.max(job.addedAt(), job.notBefore());
      meter.begun(Duration.ofMillis(Math.max(0, run.begun - ready)));
    }
    return run;
  }

  /** Redis has been told how it ended. */
  void told(Run run, boolean ours) {
    remove(run);
    var meter = queue.meter();
    if (!ours) {
      LOG.info("job {} was not ours any more", run.job.id());
    }
    if (meter != null && ours && run.end != null) {
      meter.ended(run.end.state(), Duration.ofMillis(Math.max(0, queue.now() - run.begun)));
    } else if (meter != null && !ours) {
      meter.lost();
    }
  }

  void remove(Run run) {
    runs.remove(run.job.lease());
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  List<Job> jobs() {
    return runs.values().stream().map(run -> run.job).toList();
  }

  /** What is said of them from now on is not told any more. */
  void forget() {
    runs.values().forEach(run -> run.lost = true);
  }

  /** Takes them from the tasks that have not come to an end, which end without being heard. */
  List<Job> withdraw() {
    var unfinished = runs.values().stream().filter(run -> run.end == null && !run.lost).toList();
    unfinished.forEach(run -> {
      run.lost = true;
      task.abort(run.job);
    });
    return unfinished.stream().map(run -> run.job).toList();
  }

  /** Before anybody else can have a job: beats may go unanswered for a while. */
  private long safe(long asked) {
    return asked + queue.config().lease().toMillis() * 2 / 3;
  }

  void beat() {
    var beaten = runs.values().stream().filter(run -> !run.lost).toList();
    for (var from = 0; from < beaten.size(); from += Gathering.MOST) {
      beat(beaten.subList(from, Math.min(beaten.size(), from + Gathering.MOST)));
    }
  }

  private void beat(List<Run> beaten) {
    var start = queue.now();
    queue
        .beat(beaten.stream().map(run -> run.job).toList())
        .onSuccess(leases -> {
          for (var i = 0; i < leases.size(); i++) {
            if (leases.get(i) == Lease.HELD) {
              beaten.get(i).safeUntil = safe(start);
            } else if (beaten.get(i).end == null) {
              lose(beaten.get(i));
            }
          }
        })
        .onFailure(cause -> LOG.warn("leases were not renewed: {}", cause.getMessage()));
  }

  void loseOverdue() {
    var now = queue.now();
    loseAll(run -> now > run.safeUntil);
  }

  void lose(String id) {
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
      abort(run);
    }
  }

  private void abort(Run run) {
    if (run.end == null) {
      task.abort(run.job);
    }
  }

  /** A leased job. */
  static final class Run {
    final Job job;
    private final long begun;
    private long safeUntil;
    private boolean lost;

    /** How it ended, while Redis does not know. */
    @Nullable JobEnd end;

    private Run(Job job, long begun, long safeUntil) {
      this.job = job;
      this.begun = begun;
      this.safeUntil = safeUntil;
    }

    boolean lost() {
      return lost;
    }
  }
}
