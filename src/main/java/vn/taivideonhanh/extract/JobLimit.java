package vn.taivideonhanh.extract;

import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The cause of a failure of a job that has used up what one may use: its time, processor time,
 * memory or output. Trying it again would only cost the same again.
 */
public final class JobLimit extends RuntimeException {
  private JobLimit() {
    super("the job has used up what it may", null, false, false);
  }

  /** A failure with this cause. */
  public static Failure reached(ProblemCode code, String detail) {
    return new Failure(code, detail, null, new JobLimit());
  }

  /** Whether a failure has this cause. */
  public static boolean isCauseOf(Failure failure) {
    return failure.getCause() instanceof JobLimit;
  }
}
