package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/** {@code check_token.lua}: looks whether a token holds. */
final class CheckTokenScript {
  private final TokenScript script;
  private final Duration grace;

  CheckTokenScript(RedisStore store, Duration grace) {
    this.script = TokenScript.of(store, "check_token");
    this.grace = grace;
  }

  Future<Held> run(Bearer token, Moment now) {
    return script
        .run(
            List.of(token.key()),
            List.of(now.text(), token.prefix(), token.agent(), grace.toMillis()))
        .compose(reply -> Held.of(reply, token, now));
  }
}
