package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import java.util.ArrayList;
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

  /** What a job does, or a line of its log. */
  record Note(Job job, boolean line, String text) {}

  Future<List<Boolean>> run(List<Note> notes) {
    var keys = ground.keys();
    var touched = new ArrayList<>(List.of(keys.meta(), keys.leases(), keys.news()));
    var arguments = new ArrayList<>();
    arguments.add(ground.now()); // now
    arguments.add(ground.keep()); // keep
    arguments.add(ground.config().bounds().news()); // width
    arguments.add(ground.config().bounds().lines()); // lines
    for (var note : notes) {
      touched.add(keys.progress(note.job().id()));
      touched.add(keys.log(note.job().id()));
      arguments.add(note.job().lease());
      arguments.add(note.line() ? "l" : "p");
      arguments.add(note.text());
    }
    return ground
        .store()
        .run(SCRIPT, touched, arguments)
        .map(reply -> Reply.text(reply).chars().mapToObj(held -> held == '1').toList());
  }
}
