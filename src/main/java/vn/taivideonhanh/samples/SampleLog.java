package vn.taivideonhanh.samples;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.RedisStore;

/**
 * The samples of all nodes of the last 24 hours, in the sorted set {@code <prefix>:mo:samples}, by
 * time. Without a node that adds to it, it ends by itself.
 */
public final class SampleLog {
  /** How long samples are kept. */
  public static final Duration KEEP = Duration.ofHours(24);

  /** Samples that are read at once: those of ten nodes. */
  private static final int MOST = 14_400;

  private final RedisStore store;
  private final String key;

  /**
   * For a server.
   *
   * @param prefix of every Redis key
   */
  public SampleLog(RedisStore store, String prefix) {
    this.store = store;
    this.key = prefix + ":mo:samples";
  }

  Future<Void> add(Sample sample) {
    return store
        .send(Command.ZADD, key, sample.at(), sample.json())
        .compose(_ -> store.send(Command.PEXPIRE, key, KEEP.plusHours(1).toMillis()))
        .mapEmpty();
  }

  /**
   * What is made of those from that time on, the oldest first; of too many the newest. They are
   * read on a thread of the pool for what blocks: of ten nodes they are four megabytes of JSON.
   */
  <T> Future<T> since(Vertx vertx, long from, Function<List<Sample>, T> made) {
    return store
        .send(Command.ZRANGE, key, "+inf", from, "BYSCORE", "REV", "LIMIT", 0, MOST)
        .compose(found -> vertx.executeBlocking(() -> made.apply(samples(found)), false))
        .map(Objects::requireNonNull);
  }

  private static List<Sample> samples(@Nullable Response found) {
    var all = new ArrayList<Sample>();
    if (found != null) {
      for (var each : found) {
        var sample = Sample.of(each.toString());
        if (sample != null) {
          all.add(sample);
        }
      }
    }
    return all.reversed();
  }

  /**
   * Removes what is too old.
   *
   * @param now epoch milliseconds
   * @return how many samples that were
   */
  public Future<Long> purge(long now) {
    return store
        .send(Command.ZREMRANGEBYSCORE, key, "-inf", "(" + (now - KEEP.toMillis()))
        .map(removed -> Objects.requireNonNull(Objects.requireNonNull(removed).toLong()));
  }
}
