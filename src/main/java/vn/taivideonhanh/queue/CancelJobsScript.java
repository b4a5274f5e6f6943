package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/cancel_jobs.lua */
final class CancelJobsScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/cancel_jobs");

  private final Ground ground;

  CancelJobsScript(Ground ground) {
    this.ground = ground;
  }

  /** Who leaves which job; an empty person is an operator, for whom it ends at once. */
  record Leaving(String id, String person) {}

  Future<List<Left>> run(List<Leaving> all) {
    var keys = ground.keys();
    var touched = new ArrayList<String>();
    touched.addAll(
        List.of(
            keys.meta(), // meta
            keys.leases(), // leases
            keys.due(), // due
            keys.news(), // news
            keys.ended(JobState.CANCELLED), // cancelled
            keys.limits(), // limits
            keys.held(), // held
            keys.start())); // prefix
    var arguments = new ArrayList<>();
    arguments.add(ground.now()); // now
    arguments.add(ground.config().bounds().ended()); // kept
    arguments.add(ground.config().bounds().news()); // width
    arguments.add(keys.stop()); // stop
    for (var leaving : all) {
      touched.add(keys.record(leaving.id()));
      arguments.add(leaving.id());
      arguments.add(leaving.person());
    }
    return ground
        .store()
        .run(SCRIPT, touched, arguments)
        .map(reply -> Reply.text(reply).chars().mapToObj(CancelJobsScript::left).toList());
  }

  private static Left left(int digit) {
    return switch (digit) {
      case '1' -> Left.SHARED;
      case '2' -> Left.CANCELLED;
      case '3' -> Left.ENDED;
      default -> Left.UNKNOWN;
    };
  }
}
