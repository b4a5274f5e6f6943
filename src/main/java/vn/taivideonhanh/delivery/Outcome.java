package vn.taivideonhanh.delivery;

/** How a stream ended. */
public enum Outcome {
  /** Everything that was promised left. */
  COMPLETE,
  /** The client went away, or took no byte for too long. */
  CLIENT_LEFT,
  /** The source failed after the first byte, and so the connection was cut. */
  CUT,
  /** The caller ended it because its token was taken back. */
  REVOKED,
  /** The caller ended it because the node goes down. */
  DRAINED,
  /** Nothing was written; the caller answers with {@link Ended#failure}. */
  REFUSED
}
