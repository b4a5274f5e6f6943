package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/** {@code count_usage.lua}: how much of a person's limits is taken. */
final class CountUsageScript {
  private final TokenScript script;

  CountUsageScript(RedisStore store) {
    this.script = TokenScript.of(store, "count_usage");
  }

  Future<Counts> run(PersonKeys keys, Moment now) {
    return script
        .run(
            List.of(keys.live(), keys.hour(), keys.days(), keys.slots()),
            List.of(now.text(), now.day()))
        .map(reply -> Counts.of(reply, 0).easing(reply.number(5)));
  }
}
