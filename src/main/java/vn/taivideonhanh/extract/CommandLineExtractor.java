package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.egress.Pass;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.process.ChildProcess;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Exit;
import vn.taivideonhanh.process.Output;

/**
 * Runs yt-dlp's own program for each job: where Python cannot import it. Some thirty times the time
 * of a {@link WarmExtractor}, the same results.
 */
final class CommandLineExtractor implements Extractor {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLineExtractor.class);

  private final Bench bench;
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  CommandLineExtractor(Bench bench) {
    this.bench = bench;
  }

  @Override
  public Future<Void> start() {
    return Future.succeededFuture();
  }

  @Override
  public Future<MediaInfo> extract(String jobId, String url, Consumer<String> step) {
    var run = new Run();
    if (stopped
        || runs.size() >= bench.limits().jobsPerWorker()
        || runs.putIfAbsent(jobId, run) != null) {
      return Future.failedFuture(JobFailures.busy());
    }
    try {
      var pass = bench.pass(jobId);
      return run(run, url, pass, step)
          .recover(cause -> Future.failedFuture(Bench.explain(pass, Failure.of(cause))))
          .onComplete(_ -> end(jobId, run, pass));
    } catch (Failure noWay) {
      runs.remove(jobId, run);
      return Future.failedFuture(noWay);
    }
  }

  private void end(String jobId, Run run, Pass pass) {
    runs.remove(jobId, run);
    pass.close();
  }

  private Future<MediaInfo> run(Run run, String url, Pass pass, Consumer<String> step) {
    return bench
        .children()
        .spawn(spec(url, Way.of(pass, bench.proxies())))
        .compose(child -> {
          run.adopt(child);
          step.accept("reading");
          return child.collect(bench.outputBytes());
        })
        .compose(output -> verdict(output, run))
        .compose(json -> {
          step.accept("formats");
          return bench.read(url, json);
        });
  }

  @Override
  public void cancel(String jobId) {
    var run = runs.get(jobId);
    if (run != null) {
      run.cancel().onComplete(_ -> LOG.debug("Job {} is cancelled", jobId));
    }
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    var ends = runs.values().stream().map(Run::cancel).toList();
    return Future.join(ends).mapEmpty();
  }

  private ChildSpec spec(String url, Way way) {
    return YtDlpCommand.analysis(bench.tools(), url, way).withLimits(bench.bounds());
  }

  private static Future<String> verdict(Output output, Run run) {
    if (output.clean()) {
      return Future.succeededFuture(output.text());
    }
    return Future.failedFuture(failure(output, run));
  }

  private static Failure failure(Output output, Run run) {
    var exit = output.exit();
    if (run.cancelled) {
      return JobFailures.cancelled();
    }
    if (output.cut() || exit.errors().contains("MemoryError")) {
      return JobFailures.tooLarge();
    }
    // 152 is SIGXCPU, 137 the KILL that may come in its place.
    if (exit.cause() == Exit.Cause.TIMED_OUT || exit.code() == 152 || exit.code() == 137) {
      return JobFailures.tooSlow();
    }
    return SiteErrors.ofErrors(exit.errors());
  }

  /** One job; cancelled before its child is there, it kills the child when it comes. */
  private static final class Run {
    private volatile boolean cancelled;
    private volatile @Nullable ChildProcess child;

    synchronized void adopt(ChildProcess started) {
      child = started;
      if (cancelled) {
        started.kill().onComplete(_ -> LOG.debug("A cancelled child has ended"));
      }
    }

    synchronized Future<Exit> cancel() {
      cancelled = true;
      var running = child;
      return running == null
          ? Future.succeededFuture(new Exit(0, Exit.Cause.KILLED, ""))
          : running.kill();
    }
  }
}
