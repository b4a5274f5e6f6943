package vn.taivideonhanh.queue;

import io.vertx.core.Future;
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
    var touched = new ArrayList<String>();
    touched.add(keys.leases()); // leases
    var arguments = new ArrayList<>();
    arguments.add(ground.after(ground.config().lease())); // lapse
    for (var job : jobs) {
      touched.add(keys.record(job.id()));
      arguments.add(job.lease());
    }
    return ground
        .store()
        .run(SCRIPT, touched, arguments)
        .map(reply -> Reply.text(reply).chars().mapToObj(BeatLeasesScript::lease).toList());
  }

  private static Lease lease(int letter) {
    return switch (letter) {
      case 'h' -> Lease.HELD;
      case 'x' -> Lease.CANCELLED;
      default -> Lease.LOST;
    };
  }
}
