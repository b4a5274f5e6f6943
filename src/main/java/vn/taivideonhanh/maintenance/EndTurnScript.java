package vn.taivideonhanh.maintenance;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Reply;

/** {@code end_turn.lua}: ends a turn, and notes it when the task succeeded. */
final class EndTurnScript {
  private final RedisStore store;
  private final LuaScript script = LuaScript.load("maintenance/end_turn");

  EndTurnScript(RedisStore store) {
    this.store = store;
  }

  /** Completes with whether the turn had not lapsed; {@code removed} is null after a failure. */
  Future<Boolean> run(TaskKeys keys, String turn, @Nullable Long removed, long now) {
    return store
        .run(
            script,
            List.of(keys.holder(), keys.record()),
            List.of(turn, now, removed == null ? "" : removed.toString()))
        .map(reply -> Reply.number(reply) == 1);
  }
}
