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
                keys.next(), // times
                keys.fired()), // fired
            List.of())
        .map(reply -> {
          var all = new ArrayList<Planned>();
          for (var i = 0; i < reply.size(); i += 4) {
            var schedule = Schedule.parse(Reply.text(reply.get(i)), Reply.text(reply.get(i + 1)));
            var next = Instant.ofEpochMilli(Reply.number(reply.get(i + 2)));
            var last = Planned.Fired.parse(Reply.text(reply.get(i + 3)));
            all.add(new Planned(schedule, next, last));
          }
          return all;
        });
  }
}
