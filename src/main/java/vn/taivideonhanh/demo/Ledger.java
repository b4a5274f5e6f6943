package vn.taivideonhanh.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** What has been served by address, for faults that remember. Forgets the oldest of very many. */
final class Ledger {
  private static final int MOST = 10_000;

  private final Map<String, Long> bytes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  private long serial;

  /** What pages put behind their links: another one at every call. */
  String freshKey() {
    serial++;
    return "?key=" + serial;
  }

  /** A number that was never given before. */
  long freshSerial() {
    serial++;
    return serial;
  }

  /** Whether this is the first call with this address. */
  boolean first(String address) {
    return bytes.putIfAbsent(address, 0L) == null;
  }

  long served(String address) {
    return bytes.getOrDefault(address, 0L);
  }

  void serve(String address, long count) {
    var _ = bytes.merge(address, count, Long::sum);
  }
}
