package vn.taivideonhanh.queue;

/**
 * Something that was done to a part.
 *
 * @param kind what, for people
 * @param worker its process, or empty for Redis
 * @param from epoch milliseconds
 * @param until epoch milliseconds; the same where it had no length
 */
record Fault(String kind, String worker, long from, long until) {
  /** What a busy machine may add to how long a job and what is said about it take. */
  private static final long SLACK = 2000;

  /** Whether this may be why a run was not told of in time. */
  boolean explains(TortureWorker.Run run) {
    var ours = worker.isEmpty() || worker.equals(run.worker());
    var end = run.at() + TortureWorker.LONGEST.toMillis() + SLACK;
    return ours && from <= end && until + SLACK >= run.at();
  }
}
