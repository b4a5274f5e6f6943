package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/step_jobs.lua */
final class StepJobsScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/step_jobs");

  private final Ground ground;

  StepJobsScript(Ground ground) {
    this.ground = ground;
  }

  /** Ends those attempts, and leases up to {@code most} jobs to the caller. */
  Future<Stepped> run(List<JobEnd> ends, int most) {
    var keys = ground.keys();
    var touched = new ArrayList<String>(ends.size() + 10);
    touched.addAll(
        List.of(
            keys.meta(), // meta
            keys.leases(), // leases
            keys.due(), // due
            keys.news(), // news
            keys.ended(JobState.COMPLETED), // completed
            keys.ended(JobState.FAILED), // failed
            keys.ended(JobState.DEAD), // dead
            keys.limits(), // limits
            keys.held(), // held
            keys.start())); // prefix
    var arguments = new ArrayList<Object>(3 * ends.size() + 8);
    arguments.add(ground.now()); // now
    arguments.add(ground.after(ground.config().lease())); // lapse
    arguments.add(most); // most
    arguments.add(ground.config().bounds().ended()); // kept
    arguments.add(ground.config().bounds().dead()); // buried
    arguments.add(ground.config().bounds().news()); // width
    arguments.add(keys.wake()); // wake
    arguments.add(ends.stream().anyMatch(end -> end.job().laned()) ? "1" : "0"); // laned
    for (var end : ends) {
      var job = end.job();
      touched.add(keys.record(job.id()));
      arguments.add(job.lease());
      arguments.add(end.plan());
      arguments.add(end.record());
    }
    return ground.store().run(SCRIPT, touched, arguments).map(StepJobsScript::stepped);
  }

  private static Stepped stepped(Response reply) {
    var jobs = new ArrayList<Job>();
    for (var i = 3; i < reply.size(); i += 2) {
      jobs.add(Job.parse(Reply.text(reply.get(i)), Reply.bytes(reply.get(i + 1))));
    }
    var due = Reply.number(reply.get(1));
    var again = Reply.number(reply.get(2)) == 1;
    return new Stepped(Reply.text(reply.get(0)), new Claimed(jobs, due < 0 ? null : due), again);
  }

  /**
   * What came of it.
   *
   * @param ends for each attempt a 1, or a 0 when the lease was lost
   * @param again whether there may be more jobs at once
   */
  record Stepped(String ends, Claimed claimed, boolean again) {
    boolean ended(int index) {
      return ends.charAt(index) == '1';
    }

    List<Boolean> all() {
      return ends.chars().mapToObj(c -> c == '1').toList();
    }
  }
}
