package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/set_limit.lua, by operators, and lua/queue/default_limit.lua, by configuration. */
final class LimitScripts {
  private static final LuaScript SET = LuaScript.load("queue/set_limit");
  private static final LuaScript DEFAULT = LuaScript.load("queue/default_limit");

  private final Ground ground;

  LimitScripts(Ground ground) {
    this.ground = ground;
  }

  Future<Void> set(Lane lane, @Nullable Limit limit) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SET,
            List.of(
                keys.meta(), // meta
                keys.limits(), // limits
                keys.held()), // held
            words(lane, limit))
        .mapEmpty();
  }

  /** Completes with whether the limit is now another one. */
  Future<Boolean> configure(Lane lane, @Nullable Limit limit) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            DEFAULT,
            List.of(
                keys.meta(), // meta
                keys.limits(), // limits
                keys.namedLimits(), // named
                keys.held()), // held
            words(lane, limit))
        .map(changed -> Reply.number(changed) == 1);
  }

  /** What both of them take. */
  private List<String> words(Lane lane, @Nullable Limit limit) {
    return List.of(
        lane.key(), // lane
        limit == null ? "" : limit.text(), // limit
        ground.keys().wake()); // wake
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
