package vn.taivideonhanh.freshness;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Reply;

/** What all nodes know together: the newest release, which versions are bad, which one is held. */
final class Verdicts {
  private static final String BAD = "bad:";

  private final RedisStore store;
  private final String record;
  private final String turn;

  Verdicts(RedisStore store, String prefix) {
    this.store = store;
    this.record = prefix + ":fr:{yt-dlp}:record";
    this.turn = prefix + ":fr:{yt-dlp}:turn";
  }

  /**
   * All of it.
   *
   * @param latest the newest release that was found; null when none was
   * @param held the version that an admin wants; null leaves it to the server
   * @param askedAt when the source answered last, epoch milliseconds; null is never
   */
  record Known(
      @Nullable Release latest,
      @Nullable String held,
      @Nullable Long askedAt,
      Map<String, Bad> bad) {
    Known {
      bad = Map.copyOf(bad);
    }
  }

  /** Why a version is not used. */
  record Bad(String reason, long at) {}

  Future<Known> read() {
    return store
        .send(Command.HGETALL, record)
        .map(reply -> {
          var fields = new HashMap<String, String>();
          if (reply != null) {
            reply.getKeys().forEach(key -> fields.put(key, String.valueOf(reply.get(key))));
          }
          return known(fields);
        });
  }

  private static Known known(Map<String, String> fields) {
    var bad = new HashMap<String, Bad>();
    fields.forEach((name, value) -> {
      if (name.startsWith(BAD)) {
        var json = new JsonObject(value);
        var verdict = new Bad(json.getString("reason"), json.getLong("at"));
        bad.put(name.substring(BAD.length()), verdict);
      }
    });
    var asked = fields.get("asked");
    return new Known(
        release(fields.get("latest")),
        fields.get("held"),
        asked == null ? null : Long.valueOf(asked),
        bad);
  }

  private static @Nullable Release release(@Nullable String json) {
    try {
      return json == null ? null : Release.parse(json);
    } catch (Unfit _) {
      return null;
    }
  }

  /** Whether this node is the one that asks now; no other does for that time. */
  Future<Boolean> takeTurn(Duration time) {
    return store
        .send(Command.SET, turn, "1", "NX", "PX", time.toMillis())
        .map(reply -> reply != null);
  }

  Future<?> found(Release release, long now) {
    return store.send(Command.HSET, record, "latest", release.json(), "asked", now);
  }

  /** Completes with whether it was not known to be bad before. */
  Future<Boolean> condemn(String version, Bad verdict) {
    var json = new JsonObject().put("reason", verdict.reason()).put("at", verdict.at());
    return store
        .send(Command.HSETNX, record, BAD + version, json.encode())
        .map(reply -> Reply.number(Objects.requireNonNull(reply)) == 1);
  }

  Future<?> forget(String version) {
    return store.send(Command.HDEL, record, BAD + version);
  }

  Future<?> hold(@Nullable String version) {
    return version == null
        ? store.send(Command.HDEL, record, "held")
        : store.send(Command.HSET, record, "held", version);
  }
}
