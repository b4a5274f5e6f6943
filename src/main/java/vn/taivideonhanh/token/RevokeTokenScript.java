package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/** {@code revoke_token.lua}: ends a token. */
final class RevokeTokenScript {
  /** A few rounds of keeping slots: whoever missed the news hears of it then. */
  private static final int LEASES_TOLD = 3;

  private final TokenScript script;
  private final Duration lease;

  RevokeTokenScript(RedisStore store, Duration lease) {
    this.script = TokenScript.of(store, "revoke_token");
    this.lease = lease;
  }

  /** Completes with the digests of the tokens whose streams must stop, none if it is not known. */
  Future<List<String>> run(Bearer token, Moment now) {
    var keys = token.keys();
    return script
        .run(
            List.of(token.key(), keys.live(), keys.gone(), keys.days()),
            List.of(now.text(), token.digest(), lease.multipliedBy(LEASES_TOLD).toMillis()))
        .map(Reply::words);
  }
}
