package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.LuaScript;

/** lua/queue/set_limit.lua */
final class SetLimitScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/set_limit");

  private final Ground ground;

  SetLimitScript(Ground ground) {
    this.ground = ground;
  }

  Future<Void> run(Lane lane, @Nullable Limit limit) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.meta(), // meta
                keys.limits(), // limits
                keys.held()), // held
            List.of(
                lane.key(), // lane
                limit == null ? "" : limit.text(), // limit
                keys.wake())) // wake
        .mapEmpty();
  }

  Future<Map<String, Limit>> all() {
    return ground
        .store()
        .send(Command.HGETALL, ground.keys().limits())
        .map(reply -> {
          var all = new HashMap<String, Limit>();
          if (reply != null) {
            reply.getKeys().forEach(lane -> all.put(lane, Limit.parse(reply.get(lane).toString())));
          }
          return all;
        });
  }
}
