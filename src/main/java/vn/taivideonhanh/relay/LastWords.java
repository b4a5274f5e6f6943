package vn.taivideonhanh.relay;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.relay.RelayMessages.Progress;

/**
 * How streams that ended a short while ago ended, by the digest of their token, for those who come
 * to watch when all is over.
 */
final class LastWords {
  private static final int MOST = 1_000;
  private static final long KEPT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Map<String, Progress> byDigest = new LinkedHashMap<>();

  void add(Progress end) {
    byDigest.remove(end.digest());
    byDigest.put(end.digest(), end);
    var oldest = byDigest.entrySet().iterator();
    while (oldest.hasNext()) {
      var entry = oldest.next();
      if (byDigest.size() <= MOST && end.at() - entry.getValue().at() < KEPT_MILLIS) {
        return;
      }
      oldest.remove();
    }
  }

  @Nullable Progress of(String digest, long now) {
    var end = byDigest.get(digest);
    return end == null || now - end.at() >= KEPT_MILLIS ? null : end;
  }
}
