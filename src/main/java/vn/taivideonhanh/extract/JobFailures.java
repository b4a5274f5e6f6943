package vn.taivideonhanh.extract;

import java.time.Duration;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Failures of a job that are not the site's; those of {@link JobLimit} are final. */
final class JobFailures {
  private JobFailures() {}

  static Failure cancelled() {
    return new Failure(ProblemCode.ANALYSIS_CANCELLED, "Ask again to start it anew.");
  }

  static Failure tooSlow() {
    return JobLimit.reached(
        ProblemCode.SITE_TIMEOUT, "The page takes longer than an analysis may.");
  }

  static Failure tooLarge() {
    return JobLimit.reached(ProblemCode.SITE_FAILED, "The page is too large to be analysed.");
  }

  static Failure busy() {
    return new Failure(
        ProblemCode.UNAVAILABLE, "Too many analyses are running.", Duration.ofSeconds(1));
  }

  static Failure interrupted() {
    return new Failure(
        ProblemCode.UNAVAILABLE, "The analysis was interrupted; try again.", Duration.ofSeconds(1));
  }
}
