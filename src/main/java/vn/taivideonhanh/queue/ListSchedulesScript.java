package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/list_schedules.lua */
final class ListSchedulesScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/list_schedules");

  private final Ground ground;

  ListSchedulesScript(Ground ground) {
    this.ground = ground;
  }

  Future<List<Planned>> run() {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.schedules(), // schedules
                keys.next()), // times
            List.of())
        .map(reply -> {
          var all = new ArrayList<Planned>();
          for (var i = 0; i < reply.size(); i += 3) {
            var schedule = Schedule.parse(Reply.text(reply.get(i)), Reply.text(reply.get(i + 1)));
            all.add(new Planned(schedule, Instant.ofEpochMilli(Reply.number(reply.get(i + 2)))));
          }
          return all;
        });
  }
}
