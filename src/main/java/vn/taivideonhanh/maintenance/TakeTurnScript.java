package vn.taivideonhanh.maintenance;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Reply;

/** {@code take_turn.lua}: takes a task for one node when it is due and nobody else has it. */
final class TakeTurnScript {
  private final RedisStore store;
  private final LuaScript script = LuaScript.load("maintenance/take_turn");
  private final Duration lease;

  TakeTurnScript(RedisStore store, Duration lease) {
    this.store = store;
    this.lease = lease;
  }

  Future<Boolean> run(TaskKeys keys, Duration every, String turn, long now) {
    return store
        .run(
            script,
            List.of(keys.holder(), keys.record()),
            List.of(now, every.toMillis(), lease.toMillis(), turn))
        .map(reply -> Reply.number(reply) == 1);
  }
}
