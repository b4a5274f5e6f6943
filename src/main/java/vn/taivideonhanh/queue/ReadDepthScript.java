package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/read_depth.lua */
final class ReadDepthScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/read_depth");

  private final Ground ground;

  ReadDepthScript(Ground ground) {
    this.ground = ground;
  }

  Future<QueueDepth> run() {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.meta(), // meta
                keys.leases(), // leases
                keys.due(), // due
                keys.ended(JobState.DEAD)), // dead
            List.of())
        .map(reply ->
            new QueueDepth(
                Reply.number(reply.get(0)),
                Reply.number(reply.get(1)),
                Reply.number(reply.get(2)),
                Reply.number(reply.get(3))));
  }
}
