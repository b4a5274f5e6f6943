package vn.taivideonhanh.extract;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Keeps one {@link WarmProcess} alive and gives it jobs. When it dies, the jobs it worked on fail
 * with a failure that may be tried again, those that still waited go to the next one, and the next
 * one starts: at once, then with doubled pauses up to 30 s as long as none becomes ready.
 */
final class WarmExtractor implements Extractor {
  private static final Logger LOG = LoggerFactory.getLogger(WarmExtractor.class);
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  // How much longer than a job's own deadline Java waits for its end to be told.
  private static final long GRACE_MILLIS = 5000;

  private final Bench bench;
  private final Context context;
  private final Map<String, WarmJob> jobs = new LinkedHashMap<>();
  private final CompletableFuture<@Nullable Void> firstReady = new CompletableFuture<>();
  private @Nullable WarmProcess process;
  private boolean ready;
  private boolean stopped;
  private long pauseMillis;

  WarmExtractor(Bench bench) {
    this.bench = bench;
    this.context = bench.vertx().getOrCreateContext();
  }

  @Override
  public Future<Void> start() {
    context.runOnContext(_ -> launch());
    return Future.fromCompletionStage(firstReady, bench.vertx().getOrCreateContext()).mapEmpty();
  }

  @Override
  public Future<MediaInfo> extract(String jobId, String url, Consumer<String> step) {
    var job = new WarmJob(jobId, url, step);
    context.runOnContext(_ -> accept(job));
    return Future.fromCompletionStage(job.result, bench.vertx().getOrCreateContext());
  }

  @Override
  public void cancel(String jobId) {
    context.runOnContext(_ -> {
      var job = jobs.get(jobId);
      if (job != null && job.sent && process != null) {
        process.tell(new JsonObject().put("op", "cancel").put("id", jobId).encode() + "\n");
      } else if (job != null) {
        fail(job, JobFailures.cancelled());
      }
    });
  }

  @Override
  public Future<Void> stop() {
    var done = new CompletableFuture<@Nullable Void>();
    context.runOnContext(_ -> {
      stopped = true;
      List.copyOf(jobs.values()).forEach(job -> fail(job, JobFailures.interrupted()));
      firstReady.completeExceptionally(JobFailures.interrupted());
      var ended = process == null ? Future.succeededFuture() : process.kill();
      ended.onComplete(_ -> done.complete(null));
    });
    return Future.fromCompletionStage(done, bench.vertx().getOrCreateContext()).mapEmpty();
  }

  private void launch() {
    if (stopped) {
      return;
    }
    WarmProcess.start(bench, this::hear)
        .onSuccess(started -> {
          process = started;
          started.ended().onComplete(_ -> relaunch());
          if (stopped) {
            started.kill().onComplete(_ -> LOG.debug("A late extractor has ended"));
          }
        })
        .onFailure(cause -> {
          LOG.error("The extractor cannot be started", cause);
          relaunch();
        });
  }

  private void relaunch() {
    process = null;
    ready = false;
    if (stopped) {
      return;
    }
    firstReady.completeExceptionally(
        new Failure(ProblemCode.UNAVAILABLE, "The extractor does not start; see the log."));
    for (var job : List.copyOf(jobs.values())) {
      if (job.sent) {
        fail(job, JobFailures.interrupted());
      }
    }
    LOG.warn("The extractor has ended; the next one starts in {} ms", pauseMillis);
    var pause = pauseMillis;
    // Before the launch, which may fail at once and come here again.
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(500, pauseMillis * 2));
    if (pause == 0) {
      launch();
    } else {
      var _ = bench.vertx().setTimer(pause, _ -> context.runOnContext(_ -> launch()));
    }
  }

  private void accept(WarmJob job) {
    if (stopped || jobs.containsKey(job.id) || jobs.size() >= bench.limits().jobsPerWorker()) {
      job.result.completeExceptionally(JobFailures.busy());
      return;
    }
    jobs.put(job.id, job);
    var patience = bench.limits().timeout().toMillis() + GRACE_MILLIS;
    var timer = bench.vertx().setTimer(patience, _ -> context.runOnContext(_ -> giveUp(job)));
    var _ = job.result.whenComplete((_, _) -> bench.vertx().cancelTimer(timer));
    if (ready) {
      send(job);
    }
  }

  /** Its deadline is kept by the extractor itself, so one that says nothing now is stuck. */
  private void giveUp(WarmJob job) {
    if (jobs.get(job.id) != job) {
      return;
    }
    fail(job, JobFailures.tooSlow());
    if (job.sent && process != null) {
      LOG.error("The extractor does not answer, and is killed");
      process.kill().onComplete(_ -> LOG.debug("The stuck extractor has ended"));
    }
  }

  private void send(WarmJob job) {
    if (process == null) {
      return;
    }
    try {
      var pass = bench.pass(job.id);
      job.pass = pass;
      job.sent = true;
      process.tell(job.order(pass));
    } catch (Failure noWay) {
      fail(job, noWay);
    }
  }

  private void hear(Buffer buffer) {
    var line = WarmLine.parse(buffer);
    if (line == null) {
      LOG.warn("The extractor said something that is not understood");
    } else if (line.event().equals("ready")) {
      LOG.info("The extractor is warm: {}", line.text());
      ready = true;
      pauseMillis = 0;
      firstReady.complete(null);
      List.copyOf(jobs.values()).forEach(this::send);
    } else {
      var job = jobs.get(line.job());
      if (job != null) {
        hear(job, line);
      }
    }
  }

  private void hear(WarmJob job, WarmLine line) {
    switch (line.event()) {
      case "started" -> started(job, line.pid());
      case "step" -> job.step.accept(line.step());
      case "result" -> {
        forget(job);
        bench
            .read(job.url, line.info())
            .onSuccess(job.result::complete)
            .onFailure(job.result::completeExceptionally);
      }
      case "error" -> {
        LOG.debug("Job {} failed: {}", job.id, line.text());
        fail(job, line.failure());
      }
      default -> LOG.warn("The extractor said {}, which is not known", line.event());
    }
  }

  private void started(WarmJob job, long pid) {
    // Behind the walls of a namespace nothing outlives the extractor, and its numbers are others.
    if (pid > 0) {
      job.group = pid;
      bench.children().adopt(pid);
    }
    job.step.accept("reading");
  }

  private void fail(WarmJob job, Failure failure) {
    forget(job);
    var pass = job.pass;
    job.result.completeExceptionally(pass == null ? failure : Bench.explain(pass, failure));
  }

  private void forget(WarmJob job) {
    jobs.remove(job.id);
    if (job.pass != null) {
      job.pass.close();
    }
    var group = job.group;
    if (group != null) {
      // An extractor that runs has ended the group before it said so, but a dead one cannot.
      if (ready && !stopped) {
        bench.children().release(group);
      } else {
        bench.children().killAdopted(group);
      }
    }
  }
}
