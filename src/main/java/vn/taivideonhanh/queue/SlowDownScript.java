package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;

/** lua/queue/slow_down.lua */
final class SlowDownScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/slow_down");

  private final Ground ground;

  SlowDownScript(Ground ground) {
    this.ground = ground;
  }

  Future<Void> run(String group, long until) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.meta(), // meta
                keys.state(Lane.group(group))), // state
            List.of(
                ground.now(), // now
                until)) // until
        .mapEmpty();
  }
}
