package vn.taivideonhanh.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A bound on how many of something each key has at once; shared by every event loop. */
final class Seats {
  private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();
  private final int most;

  Seats(int most) {
    this.most = most;
  }

  /** Takes one; false when the key has all that it may have. */
  boolean take(String key) {
    var now = taken.merge(key, 1, Integer::sum);
    if (now > most) {
      leave(key);
      return false;
    }
    return true;
  }

  /** Gives one back. */
  void leave(String key) {
    taken.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
