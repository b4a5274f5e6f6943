package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/note_progress.lua */
final class NoteProgressScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/note_progress");

  private final Ground ground;

  NoteProgressScript(Ground ground) {
    this.ground = ground;
  }

  Future<Boolean> run(Job job, String text) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.leases(), // leases
                keys.progress(job.id())), // progress
            List.of(
                job.id(), // id
                job.token(), // token
                text, // text
                ground.keep(), // keep
                keys.news())) // news
        .map(reply -> Reply.number(reply) == 1);
  }
}
