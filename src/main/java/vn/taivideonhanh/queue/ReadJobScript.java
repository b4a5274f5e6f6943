package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/read_job.lua */
final class ReadJobScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/read_job");

  private final Ground ground;

  ReadJobScript(Ground ground) {
    this.ground = ground;
  }

  Future<@Nullable Standing> run(String id) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.record(id), // record
                keys.progress(id), // progress
                keys.meta(), // meta
                keys.start()), // prefix
            List.of(id)) // id
        .map(reply -> standing(id, reply));
  }

  private static @Nullable Standing standing(String id, Response reply) {
    if (reply.size() == 0) {
      return null;
    }
    var progress = Reply.text(reply.get(1));
    var place = (int) Reply.number(reply.get(2));
    var lane = Reply.text(reply.get(3));
    return new Standing(
        Job.parse(id, Reply.bytes(reply.get(0))),
        progress.isEmpty() ? null : progress,
        place < 0 ? null : place + 1,
        lane.isEmpty() ? null : lane);
  }
}
