package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/retry_dead.lua */
final class RetryDeadScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/retry_dead");

  private final Ground ground;

  RetryDeadScript(Ground ground) {
    this.ground = ground;
  }

  Future<Integer> run(List<String> ids) {
    var keys = ground.keys();
    var touched = new ArrayList<String>();
    touched.addAll(
        List.of(
            keys.meta(), // meta
            keys.ended(JobState.DEAD), // dead
            keys.news(), // news
            keys.start())); // prefix
    ids.forEach(id -> touched.add(keys.record(id)));
    var arguments = new ArrayList<>();
    arguments.add(ground.now()); // now
    arguments.add(ground.config().bounds().news()); // width
    arguments.add(keys.wake()); // wake
    arguments.addAll(ids);
    return ground.store().run(SCRIPT, touched, arguments).map(reply -> (int) Reply.number(reply));
  }
}
