package vn.taivideonhanh.abuse;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.abuse.AbuseMessages.Done;
import vn.taivideonhanh.abuse.AbuseMessages.Refusal;
import vn.taivideonhanh.abuse.AbuseMessages.Refusals;
import vn.taivideonhanh.abuse.AbuseMessages.Refused;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Counts by day who reached which limit, and which hosts may not be visited though somebody asked
 * for them. What a node has heard goes to Redis together, every two seconds, so that a flood of
 * refusals makes no flood there. One instance a node, on an event loop.
 */
public final class AbuseVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AbuseVerticle.class);
  private static final long FLUSH_MILLIS = 2_000;
  private static final int HEARD = 1_000;
  private static final int KEPT = 1_000;
  private static final Duration KEEP = Duration.ofDays(2);

  private final LuaScript script = LuaScript.load("abuse/note_refusals");
  private final RedisStore store;
  private final String prefix;
  private final InstantSource clock;
  private Map<String, Integer> heard = new HashMap<>();

  public AbuseVerticle(RedisStore store, String prefix, InstantSource clock) {
    this.store = store;
    this.prefix = prefix;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(FLUSH_MILLIS, _ -> flush());
    return Future.all(
        AbuseMessages.REFUSED.hear(vertx, this::hear).completion(),
        AbuseMessages.REFUSALS.serve(vertx, ask -> read(ask.most())).completion(),
        AbuseMessages.FORGET.serve(vertx, forget -> forget(forget.who())).completion());
  }

  private void hear(Refused refused) {
    var what = refused.code() + " " + refused.who();
    if (heard.size() < HEARD || heard.containsKey(what)) {
      heard.merge(what, 1, Integer::sum);
    }
  }

  private void flush() {
    if (heard.isEmpty()) {
      return;
    }
    var arguments = new ArrayList<Object>(List.of(KEPT, KEEP.toMillis()));
    heard.forEach((what, count) -> {
      arguments.add(what);
      arguments.add(count);
    });
    heard = new HashMap<>();
    store
        .run(script, List.of(key(today())), arguments)
        .onSuccess(_ -> {})
        .onFailure(cause -> LOG.debug("refusals were not noted: {}", cause.getMessage()));
  }

  /** Those of today and yesterday, the most frequent of each day first. */
  private Future<Refusals> read(int most) {
    var today = today();
    return read(today, most)
        .compose(now ->
            read(today.minusDays(1), most)
                .map(before -> {
                  var all = new ArrayList<>(now);
                  all.addAll(before);
                  return new Refusals(all);
                }));
  }

  private Future<List<Refusal>> read(LocalDate day, int most) {
    return store
        .send(Command.ZRANGE, key(day), 0, most - 1, "REV", "WITHSCORES")
        .map(found -> refusals(day, found));
  }

  /** Redis answers with pairs, or with one list, as the version of its protocol has it. */
  private static List<Refusal> refusals(LocalDate day, @Nullable Response found) {
    var flat = new ArrayList<String>();
    if (found != null) {
      for (var each : found) {
        if (each.size() == 2) {
          each.forEach(part -> flat.add(part.toString()));
        } else {
          flat.add(each.toString());
        }
      }
    }
    var all = new ArrayList<Refusal>();
    for (var i = 0; i + 1 < flat.size(); i += 2) {
      var what = flat.get(i).split(" ", 2);
      var count = (long) Double.parseDouble(flat.get(i + 1));
      all.add(new Refusal(day.toString(), what[0], what[1], count));
    }
    return all;
  }

  private Future<Done> forget(String who) {
    heard.keySet().removeIf(what -> what.endsWith(" " + who));
    return Future.all(forget(today(), who), forget(today().minusDays(1), who)).map(_ -> new Done());
  }

  private Future<?> forget(LocalDate day, String who) {
    return read(day, KEPT)
        .compose(all -> {
          var gone = new ArrayList<Object>(List.of(key(day)));
          all.stream()
              .filter(one -> one.who().equals(who))
              .forEach(one -> gone.add(one.code() + " " + who));
          return gone.size() == 1
              ? Future.succeededFuture()
              : store.send(Command.ZREM, gone.toArray());
        });
  }

  private String key(LocalDate day) {
    return prefix + ":ab:" + day;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
