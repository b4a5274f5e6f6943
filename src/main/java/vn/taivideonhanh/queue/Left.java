package vn.taivideonhanh.queue;

/** What came of leaving a job. */
public enum Left {
  /** There is no such job. */
  UNKNOWN,
  /** Others still wait for it. */
  SHARED,
  /** It is cancelled. */
  CANCELLED,
  /** It had ended before. */
  ENDED
}
