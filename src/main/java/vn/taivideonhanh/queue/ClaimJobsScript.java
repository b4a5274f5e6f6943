package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/claim_jobs.lua */
final class ClaimJobsScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/claim_jobs");

  private final Ground ground;

  ClaimJobsScript(Ground ground) {
    this.ground = ground;
  }

  Future<Claimed> run(int most) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.waiting(), // waiting
                keys.due(), // due
                keys.backlogs(), // backlogs
                keys.meta(), // meta
                keys.leases(), // leases
                keys.start()), // prefix
            List.of(
                ground.now(), // now
                ground.after(ground.config().lease()), // lapse
                most, // most
                keys.news())) // news
        .map(ClaimJobsScript::claimed);
  }

  private static Claimed claimed(Response reply) {
    var jobs = new ArrayList<Job>();
    for (var i = 1; i < reply.size(); i += 2) {
      jobs.add(Job.parse(Reply.text(reply.get(i)), Reply.bytes(reply.get(i + 1))));
    }
    var due = Reply.number(reply.get(0));
    return new Claimed(jobs, due < 0 ? null : due);
  }
}
