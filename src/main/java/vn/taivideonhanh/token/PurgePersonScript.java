package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/** {@code purge_person.lua}: removes what has ended from one person's sets. */
final class PurgePersonScript {
  private final TokenScript script;

  PurgePersonScript(RedisStore store) {
    this.script = TokenScript.of(store, "purge_person");
  }

  /** Completes with how much was removed. Yesterday stays: a stream begun then may give back. */
  Future<Long> run(PersonKeys keys, Moment now) {
    return script
        .run(
            List.of(keys.live(), keys.hour(), keys.slots(), keys.days()),
            List.of(now.text(), now.dayBefore()))
        .map(reply -> reply.number());
  }
}
