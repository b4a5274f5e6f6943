package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/release_jobs.lua */
final class ReleaseJobsScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/release_jobs");

  private final Ground ground;

  ReleaseJobsScript(Ground ground) {
    this.ground = ground;
  }

  Future<Integer> run(List<Job> jobs) {
    var keys = ground.keys();
    var arguments = new ArrayList<>();
    arguments.add(keys.wake()); // wake
    arguments.add(keys.news()); // news
    jobs.forEach(job -> arguments.add(job.lease())); // members
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.leases(), // leases
                keys.waiting(), // waiting
                keys.backlogs(), // backlogs
                keys.meta(), // meta
                keys.start()), // prefix
            arguments)
        .map(reply -> (int) Reply.number(reply));
  }
}
