package vn.taivideonhanh.redis;

/** One listener of a channel. */
@FunctionalInterface
public interface Subscription {
  /** Hears no more. */
  void cancel();
}
