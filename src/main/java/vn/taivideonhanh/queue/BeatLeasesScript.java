package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/beat_leases.lua */
final class BeatLeasesScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/beat_leases");

  private final Ground ground;

  BeatLeasesScript(Ground ground) {
    this.ground = ground;
  }

  Future<List<Lease>> run(List<Job> jobs) {
    var keys = ground.keys();
    var arguments = new ArrayList<>();
    arguments.add(ground.after(ground.config().lease())); // lapse
    jobs.forEach(job -> arguments.add(job.lease())); // members
    return ground
        .store()
        .run(SCRIPT, List.of(keys.leases(), keys.start()), arguments)
        .map(reply -> reply.stream().map(BeatLeasesScript::lease).toList());
  }

  private static Lease lease(Response reply) {
    return switch ((int) Reply.number(reply)) {
      case 1 -> Lease.HELD;
      case -1 -> Lease.CANCELLED;
      default -> Lease.LOST;
    };
  }
}
