package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/default_limit.lua */
final class DefaultLimitScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/default_limit");

  private final Ground ground;

  DefaultLimitScript(Ground ground) {
    this.ground = ground;
  }

  Future<Boolean> run(Lane lane, @Nullable Limit limit) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.meta(), // meta
                keys.limits(), // limits
                keys.namedLimits(), // named
                keys.held()), // held
            List.of(
                lane.key(), // lane
                limit == null ? "" : limit.text(), // limit
                keys.wake())) // wake
        .map(changed -> Reply.number(changed) == 1);
  }
}
