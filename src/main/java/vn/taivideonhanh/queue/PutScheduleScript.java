package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/put_schedule.lua */
final class PutScheduleScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/put_schedule");

  private final Ground ground;

  PutScheduleScript(Ground ground) {
    this.ground = ground;
  }

  /** With an empty text, it is taken away; completes with what the script returns. */
  Future<Integer> run(String name, String text, long next) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.schedules(), // schedules
                keys.next(), // times
                keys.fired()), // fired
            List.of(
                name, // name
                text, // text
                next, // next
                Schedules.MOST)) // most
        .map(reply -> (int) Reply.number(reply));
  }
}
