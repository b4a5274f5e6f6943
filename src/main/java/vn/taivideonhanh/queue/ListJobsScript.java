package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/list_jobs.lua */
final class ListJobsScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/list_jobs");

  private final Ground ground;

  ListJobsScript(Ground ground) {
    this.ground = ground;
  }

  Future<List<Job>> run(JobState state, @Nullable String after, int limit) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.meta(), // meta
                keys.leases(), // leases
                keys.due(), // due
                keys.held(), // held
                keys.ended(state), // kept
                keys.start()), // prefix
            List.of(
                state.mark(), // state
                after == null ? "" : after, // after
                limit)) // most
        .map(ListJobsScript::jobs);
  }

  private static List<Job> jobs(Response reply) {
    var jobs = new ArrayList<Job>();
    for (var i = 0; i < reply.size(); i += 2) {
      jobs.add(Job.parse(Reply.text(reply.get(i)), Reply.bytes(reply.get(i + 1))));
    }
    return jobs;
  }
}
