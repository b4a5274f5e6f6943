package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Running;

/** {@code close_stream.lua}: gives a slot back, and the day's download when no byte left. */
final class CloseStreamScript {
  private final TokenScript script;

  CloseStreamScript(RedisStore store) {
    this.script = TokenScript.of(store, "close_stream");
  }

  /** Completes with whether the download was given back. */
  Future<Boolean> run(PersonKeys keys, Running stream, Moment now) {
    return script
        .run(
            List.of(keys.token(stream.digest()), keys.slots(), keys.days()),
            List.of(stream.slot().streamId(), stream.sent(), now.day()))
        .map(reply -> reply.number() == 1);
  }
}
