package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/** {@code open_stream.lua}: takes a stream slot and, once for each token, a download of the day. */
final class OpenStreamScript {
  private final TokenScript script;
  private final Duration grace;
  private final Duration lease;
  private final TierLimits tiers;

  OpenStreamScript(RedisStore store, Duration grace, Duration lease, TierLimits tiers) {
    this.script = TokenScript.of(store, "open_stream");
    this.grace = grace;
    this.lease = lease;
    this.tiers = tiers;
  }

  Future<Held> run(Bearer token, String streamId, Moment now) {
    return script
        .run(
            List.of(token.key(), token.keys().slots(), token.keys().days()),
            List.of(
                now.text(),
                token.prefix(),
                token.agent(),
                grace.toMillis(),
                streamId,
                lease.toMillis(),
                now.day(),
                now.dayEnd(),
                tiers.json()))
        .compose(reply -> Held.of(reply, token, now));
  }
}
