package vn.taivideonhanh.queue;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * How the attempt at a job that is leased to the caller ends.
 *
 * @param state what the job is then
 * @param number what the script needs to know with it: for how long it answers for its fingerprint,
 *     when it goes on, or its weight
 */
record JobEnd(Job job, JobState state, long number, Buffer record) {
  private static final Buffer NOTHING = Buffer.buffer();

  /** Where nothing is kept of what has ended well. */
  static JobEnd gone(Job job, Duration fresh) {
    return ended(job, JobState.COMPLETED, fresh, NOTHING);
  }

  static JobEnd completed(Job job, long now, Buffer result, Duration fresh) {
    return ended(
        job, JobState.COMPLETED, fresh, job.as(JobState.COMPLETED, job.attempt(), now, result));
  }

  /** {@code state} is {@code FAILED} or {@code DEAD}. */
  static JobEnd failed(Job job, JobState state, long now, Failing failing) {
    return ended(job, state, failing.brief, job.as(state, job.attempt(), now, failing.cause));
  }

  /** What is kept of a failure, and for how long it answers for the fingerprint. */
  record Failing(Buffer cause, Duration brief) {}

  private static JobEnd ended(Job job, JobState state, Duration answers, Buffer record) {
    return new JobEnd(job, state, answers.toMillis(), record);
  }

  /** Tried again at that time. */
  static JobEnd delayed(Job job, long until, Buffer cause) {
    return new JobEnd(
        job, JobState.DELAYED, until, job.as(JobState.DELAYED, job.attempt(), 0, cause));
  }

  /** As if it had not been begun. */
  static JobEnd given(Job job) {
    var attempt = Math.max(0, job.attempt() - 1);
    return new JobEnd(
        job, JobState.WAITING, job.weight(), job.as(JobState.WAITING, attempt, 0, job.tail()));
  }

  /** What the script wants to know, beside the lease and the record. */
  String plan() {
    var usual = state.mark() + job.traces();
    var fingerprint = job.fingerprint();
    return number == 0 && fingerprint.isEmpty() ? usual : usual + ' ' + number + ' ' + fingerprint;
  }
}
