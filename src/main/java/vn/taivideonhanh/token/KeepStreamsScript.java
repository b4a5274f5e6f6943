package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Running;

/** {@code keep_streams.lua}: holds the slots of one person's streams for another lease. */
final class KeepStreamsScript {
  private final TokenScript script;
  private final Duration lease;

  KeepStreamsScript(RedisStore store, Duration lease) {
    this.script = TokenScript.of(store, "keep_streams");
    this.lease = lease;
  }

  /** Completes with the digests of the person's tokens that were revoked lately. */
  Future<List<String>> run(PersonKeys keys, List<Running> streams, Moment now) {
    var all = new ArrayList<>(List.of(keys.slots(), keys.gone(), keys.days(), keys.left()));
    var arguments = new ArrayList<Object>(List.of(now.text(), lease.toMillis(), now.day()));
    for (var stream : streams) {
      all.add(keys.token(stream.digest()));
      arguments.add(stream.slot().streamId());
      arguments.add(stream.sent());
    }
    return script.run(all, arguments).map(Reply::words);
  }
}
