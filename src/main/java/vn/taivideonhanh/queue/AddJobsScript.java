package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/add_jobs.lua */
final class AddJobsScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/add_jobs");

  private final Ground ground;

  AddJobsScript(Ground ground) {
    this.ground = ground;
  }

  /** {@code wake} tells idle nodes. */
  Future<List<Added>> run(List<NewJob> jobs, boolean wake) {
    var keys = ground.keys();
    var now = ground.now();
    var touched = new ArrayList<String>(jobs.size() + 4);
    touched.addAll(List.of(keys.meta(), keys.due(), keys.news(), keys.start()));
    var arguments = new ArrayList<Object>(4 * jobs.size() + 4);
    arguments.add(now); // now
    arguments.add(ground.config().waiting()); // most
    arguments.add(wake ? keys.wake() : ""); // wake
    arguments.add(ground.config().bounds().news()); // width
    for (var job : jobs) {
      touched.add(keys.record(job.id()));
      arguments.add(job.person());
      arguments.add(job.plan());
      arguments.add(job.fingerprint());
      arguments.add(job.record(now));
    }
    return ground.store().run(SCRIPT, touched, arguments).map(reply -> added(jobs, reply));
  }

  private static List<Added> added(List<NewJob> jobs, Response reply) {
    var codes = Reply.text(reply.get(0));
    var added = new ArrayList<Added>(jobs.size());
    var next = 1;
    for (var i = 0; i < jobs.size(); i++) {
      var created = codes.charAt(i) == 'c';
      added.add(added(codes.charAt(i), created ? jobs.get(i).id() : Reply.text(reply.get(next))));
      next += created ? 0 : 1;
    }
    return added;
  }

  private static Added added(char code, String id) {
    return switch (code) {
      case 'c' -> new Added.Accepted(id, Added.How.CREATED);
      case 'j' -> new Added.Accepted(id, Added.How.JOINED);
      case 'a' -> new Added.Accepted(id, Added.How.ANSWERED);
      case 'p' -> Added.Refused.PERSON_FULL;
      case 'q' -> Added.Refused.QUEUE_FULL;
      default -> throw new IllegalStateException("add_jobs answered " + code);
    };
  }
}
