package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;

/**
 * What streams of an archive leave for those that go on with it, on whatever node: {@code
 * note_archive.lua} and its hash.
 */
final class ArchiveNotes {
  private static final int MOST = 20_000;
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_VALUE = 1_024;

  private final LuaScript script = LuaScript.load("relay/note_archive");
  private final RedisStore store;
  private final String prefix;
  private final Duration kept;

  ArchiveNotes(RedisStore store, String prefix, Duration kept) {
    this.store = store;
    this.prefix = prefix;
    this.kept = kept;
  }

  Future<Map<String, String>> of(String archive) {
    return store
        .send(Command.HGETALL, key(archive))
        .map(found -> {
          var notes = new HashMap<String, String>();
          if (found != null) {
            found.getKeys().forEach(name -> notes.put(name, found.get(name).toString()));
          }
          return notes;
        });
  }

  Future<?> add(String archive, Map<String, String> notes) {
    boolean small =
        notes.entrySet().stream()
            .allMatch(note ->
                note.getKey().length() <= LONGEST_NAME
                    && note.getValue().length() <= LONGEST_VALUE);
    if (!small) {
      return Future.failedFuture(new Failure(ProblemCode.INTERNAL, "A note is too long."));
    }
    var news = new JsonObject();
    notes.forEach(news::put);
    return store.run(script, List.of(key(archive)), List.of(kept.toMillis(), MOST, news.encode()));
  }

  private String key(String archive) {
    return prefix + ":rl:zip:{" + archive + "}";
  }
}
