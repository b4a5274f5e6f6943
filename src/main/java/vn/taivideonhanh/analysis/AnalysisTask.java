package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.bus.Trace;
import vn.taivideonhanh.extract.Extractor;
import vn.taivideonhanh.extract.JobLimit;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.Backoff;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.Outcome;
import vn.taivideonhanh.queue.Task;

/**
 * Does one analysis: asks the extractor, then for sizes; tells failures that may pass from others.
 */
final class AnalysisTask implements Task {
  private static final Logger LOG = LoggerFactory.getLogger(AnalysisTask.class);

  /** The extractor keeps the time itself; this is for one that no longer does anything. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** Who finds merges keeps the time, too. */
  private static final Duration MERGES = Duration.ofSeconds(8);

  /** How long a site that asks for a pause is left alone at most. */
  private static final Duration RATE_PAUSE = Duration.ofSeconds(15);

  /** An attempt that runs out of time has taken most of a minute of somebody's. */
  private static final Backoff SLOW_SITE =
      new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30), 2);

  private final Vertx vertx;
  private final AnalysisParts parts;
  private final Extractor extractor;
  private final Sizes sizes;

  AnalysisTask(Vertx vertx, AnalysisParts parts, Extractor extractor) {
    this.vertx = vertx;
    this.parts = parts;
    this.extractor = extractor;
    this.sizes = new Sizes(parts.sizes());
  }

  @Override
  public Future<Outcome> run(Job job) {
    var request = Records.request(job.payload());
    return Future.future(
        promise -> Trace.within(vertx, request, () -> attempted(job, request).onComplete(promise)));
  }

  private Future<Outcome> attempted(Job job, @Nullable String request) {
    say(job, "attempt " + job.attempt() + (request == null ? "" : " for request " + request))
        .onComplete(kept -> LOG.trace("job {} has its line: {}", job.id(), kept.result()));
    var patience = parts.config().analysis().timeout().plus(SLACK);
    return extractor
        .extract(
            attempt(job),
            Records.url(job.payload()),
            _ -> Trace.within(vertx, request, () -> note(job)))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .compose(sizes::completed)
        .compose(this::merged)
        .map(this::done)
        .recover(cause -> failed(job, cause));
  }

  /** What operators read of a job. A line that cannot be kept is still in the log of the node. */
  private Future<Boolean> say(Job job, String line) {
    LOG.debug("job {}: {}", job.id(), line);
    return parts
        .queue()
        .log(job, line)
        .otherwise(cause -> {
          LOG.debug("a line of job {} was not kept: {}", job.id(), cause.getMessage());
          return false;
        });
  }

  private Future<MediaInfo> merged(MediaInfo media) {
    return parts
        .merges()
        .apply(media)
        .timeout(MERGES.toMillis(), TimeUnit.MILLISECONDS)
        .map(merges -> media.with(media.formats(), merges))
        .otherwise(media);
  }

  @Override
  public void abort(Job job) {
    extractor.cancel(attempt(job));
  }

  @Override
  public Buffer silence() {
    return Records.failure(
        Views.trouble(
            new Failure(
                ProblemCode.INTERNAL,
                "The analysis broke down more than once. Try again later.",
                Duration.ofMinutes(1))));
  }

  /** A job that comes back soon after it was lost may meet its former attempt still ending. */
  private static String attempt(Job job) {
    return job.id() + "-" + job.token();
  }

  private void note(Job job) {
    parts
        .queue()
        .progress(job, Views.FORMATS)
        .onSuccess(_ -> LOG.debug("job {} works out formats", job.id()))
        .onFailure(cause -> LOG.debug("progress was not noted: {}", cause.getMessage()));
  }

  private Outcome done(MediaInfo media) {
    return new Outcome.Done(Records.result(media), parts.config().analysis().fresh());
  }

  private Future<Outcome> failed(Job job, Throwable cause) {
    if (cause instanceof TimeoutException) {
      abort(job);
    } else if (!(cause instanceof Failure)) {
      LOG.error("the extractor failed in job {}", job.id(), cause);
    }
    var failure = failure(cause);
    if (failure.code() == ProblemCode.SITE_RATE_LIMITED) {
      slowDown(job, failure);
    }
    var backoff = failure.code() == ProblemCode.SITE_TIMEOUT ? SLOW_SITE : null;
    var outcome =
        new Outcome.Failed(Records.failure(Views.trouble(failure)), mayPass(failure), backoff);
    // Before the attempt ends: who no longer has the job cannot say anything of it.
    return say(job, "failed: " + failure.code().slug()).map(_ -> outcome);
  }

  /** Who asked is told at once; those who would ask the same site next wait, on every node. */
  private void slowDown(Job job, Failure failure) {
    var pause = failure.retryAfter() == null ? RATE_PAUSE : failure.retryAfter();
    parts
        .queue()
        .control()
        .slowDown(job.group(), pause.compareTo(RATE_PAUSE) < 0 ? pause : RATE_PAUSE)
        .onSuccess(_ -> LOG.info("{} asks for a pause; its jobs wait", job.group()))
        .onFailure(problem -> LOG.debug("the site was not slowed: {}", problem.getMessage()));
  }

  private static Failure failure(Throwable cause) {
    return cause instanceof TimeoutException
        ? JobLimit.reached(ProblemCode.SITE_TIMEOUT, "The analysis did not come to an end.")
        : Failure.of(cause);
  }

  private static boolean mayPass(Failure failure) {
    return switch (failure.code()) {
      case SITE_UNREACHABLE, SITE_TIMEOUT, SITE_FAILED, UNAVAILABLE, INTERNAL ->
          !JobLimit.isCauseOf(failure);
      default -> false;
    };
  }
}
