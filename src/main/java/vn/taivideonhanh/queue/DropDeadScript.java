package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/drop_dead.lua */
final class DropDeadScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/drop_dead");

  private final Ground ground;

  DropDeadScript(Ground ground) {
    this.ground = ground;
  }

  Future<Integer> run(List<String> ids) {
    var keys = ground.keys();
    var touched = new ArrayList<String>();
    touched.add(keys.ended(JobState.DEAD)); // dead
    for (var id : ids) {
      touched.add(keys.record(id));
      touched.add(keys.log(id));
    }
    return ground.store().run(SCRIPT, touched, ids).map(reply -> (int) Reply.number(reply));
  }
}
