package vn.taivideonhanh.queue;

/** What came of an attempt that failed. */
public enum AttemptEnd {
  /** The job belongs to somebody else, or was cancelled. */
  LOST,
  /** It will be tried again. */
  AGAIN,
  /** It has failed, and another attempt would not help. */
  FAILED,
  /** It has failed, and no attempt is left. */
  DEAD
}
