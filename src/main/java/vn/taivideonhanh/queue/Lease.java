package vn.taivideonhanh.queue;

/** What has become of a lease. */
public enum Lease {
  /** Renewed. */
  HELD,
  /** Somebody else has the job; stop working on it. */
  LOST,
  /** Nobody waits for the job any more; stop working on it. */
  CANCELLED
}
