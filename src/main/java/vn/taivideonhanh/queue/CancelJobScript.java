package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/cancel_job.lua */
final class CancelJobScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/cancel_job");

  private final Ground ground;

  CancelJobScript(Ground ground) {
    this.ground = ground;
  }

  Future<Left> run(String id, String person) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.record(id), // record
                keys.people(id), // people
                keys.progress(id), // progress
                keys.waiting(), // waiting
                keys.due(), // due
                keys.leases(), // leases
                keys.backlogs(), // backlogs
                keys.start()), // prefix
            List.of(
                id, // id
                person, // person
                ground.now(), // now
                ground.keep(), // keep
                keys.stop(), // stop
                keys.news())) // news
        .map(reply ->
            switch ((int) Reply.number(reply)) {
              case 1 -> Left.SHARED;
              case 2 -> Left.CANCELLED;
              case 3 -> Left.ENDED;
              default -> Left.UNKNOWN;
            });
  }
}
