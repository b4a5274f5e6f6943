package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/** {@code keep_streams.lua}: holds the slots of one person's streams for another lease. */
final class KeepStreamsScript {
  private final TokenScript script;
  private final Duration lease;

  KeepStreamsScript(RedisStore store, Duration lease) {
    this.script = TokenScript.of(store, "keep_streams");
    this.lease = lease;
  }

  /** Completes with the digests of the person's tokens that were revoked lately. */
  Future<List<String>> run(PersonKeys keys, List<String> streamIds, Moment now) {
    return script
        .run(
            List.of(keys.slots(), keys.gone()),
            List.of(now.text(), lease.toMillis(), String.join(",", streamIds)))
        .map(Reply::words);
  }
}
