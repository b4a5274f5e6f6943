package vn.taivideonhanh.analysis;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Result;
import vn.taivideonhanh.analysis.AnalysisMessages.State;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.plan.Conversions;
import vn.taivideonhanh.plan.Presets;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.Standing;

/** Turns jobs of the queue into what clients are shown. */
final class Views {
  /** What a worker notes when the page has been read. */
  static final String FORMATS = "formats";

  private Views() {}

  static Analysis analysis(Standing standing, Set<String> encoders) {
    var job = standing.job();
    var state = state(job);
    return new Analysis(
        job.id(),
        Records.url(job.payload()),
        state,
        state == State.QUEUED ? standing.place() : null,
        state == State.ACTIVE ? step(standing.progress()) : null,
        Math.max(1, job.attempt()),
        job.addedAt(),
        job.state().ended() ? job.endedAt() : null,
        state == State.COMPLETED ? result(media(job), encoders) : null,
        state == State.FAILED ? trouble(job) : null);
  }

  private static State state(Job job) {
    return switch (job.state()) {
      case WAITING, DELAYED -> State.QUEUED;
      case ACTIVE -> State.ACTIVE;
      case COMPLETED -> State.COMPLETED;
      case FAILED, DEAD -> State.FAILED;
      case CANCELLED -> State.CANCELLED;
    };
  }

  private static Step step(@Nullable String progress) {
    return FORMATS.equals(progress) ? Step.FORMATS : Step.READING;
  }

  private static Result result(MediaInfo media, Set<String> encoders) {
    return new Result(media.shown(), Conversions.within(Presets.of(media), media, encoders));
  }

  /** The result of a completed job. */
  static MediaInfo media(Job job) {
    if (job.tail() == null) {
      throw new IllegalStateException("no result in job " + job.id());
    }
    return Records.media(job.tail());
  }

  private static Trouble trouble(Job job) {
    if (job.tail() == null) {
      throw new IllegalStateException("no failure in job " + job.id());
    }
    return Records.trouble(job.tail());
  }

  static Trouble trouble(Failure failure) {
    var pause = failure.retryAfter();
    return new Trouble(
        failure.code().slug(), failure.detail(), pause == null ? null : pause.toSeconds());
  }

  /** The failure of a failed job. */
  static Failure failure(Job job) {
    var trouble = trouble(job);
    var pause = trouble.retryAfterSeconds();
    return new Failure(
        ProblemCode.ofSlug(trouble.code()),
        trouble.detail(),
        pause == null ? null : Duration.ofSeconds(pause));
  }
}
