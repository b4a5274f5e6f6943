package vn.taivideonhanh.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import vn.taivideonhanh.redis.RedisProcess;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenCrowd;

/**
 * Issuing and checking tokens, as the verticle of tokens does it for a request: each of a guest of
 * its own, so that all limits are counted.
 */
final class TokenPart implements Part {
  static final String NAME = "tokens";
  private static final String OURS = "ours";
  private static final int RATE = 500;

  private final Path folder;
  private final int seconds;
  private final Table table = new Table(List.of(OURS));

  TokenPart(Wanted wanted, Path folder) {
    this.folder = folder;
    this.seconds = wanted.quick() ? 4 : 15;
  }

  @Override
  public void start() {}

  @Override
  public void round(int number) throws IOException {
    // The verticle of the round before would take half of the requests to its own Redis.
    var vertx = Vertx.vertx();
    try (var redis = RedisProcess.start(folder.resolve("redis" + number), "--appendonly", "no")) {
      var store = new RedisStore(vertx, redis.address(), Duration.ofSeconds(30));
      var crowd = new TokenCrowd(vertx, store);
      Flight.of(RATE * seconds, 64, crowd::use);
      measure("issue", redis, crowd::issue);
      var token = crowd.issue().await().token();
      measure("check", redis, () -> crowd.check(token));
      store.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private void measure(String what, RedisProcess redis, Supplier<Future<?>> once)
      throws IOException {
    var times = atRate(once);
    table.add(what + ", 500/s: p50, ms", OURS, times[times.length / 2]);
    table.add(what + ", 500/s: p99, ms", OURS, times[times.length * 99 / 100], Goal.most(10));
    var count = RATE * seconds;
    var before = scripts(redis.info());
    var start = System.nanoTime();
    Flight.of(count, 64, once);
    var took = (System.nanoTime() - start) / 1e9;
    table.add(what + ", 64 at once: each second", OURS, count / took);
    var after = scripts(redis.info());
    table.add(what + ": its script, µs of Redis", OURS, (after - before) / count);
  }

  /** Whether or not the ones before are answered, as clients come. */
  private double[] atRate(Supplier<Future<?>> once) {
    var count = RATE * seconds;
    var times = new ConcurrentLinkedQueue<Double>();
    var all = new ArrayList<Future<?>>();
    var start = System.nanoTime();
    for (var i = 0; i < count; i++) {
      var due = start + i * (1_000_000_000L / RATE);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      all.add(once.get().onSuccess(_ -> times.add((System.nanoTime() - due) / 1e6)));
    }
    Future.all(all).await();
    return times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** What the time in scripts adds up to, in microseconds. */
  private static double scripts(Map<String, String> info) {
    return Double.parseDouble(
        info.getOrDefault("cmdstat_evalsha", "usec=0").replaceFirst(".*usec=([0-9]+).*", "$1"));
  }

  @Override
  public String told() {
    return table.markdown();
  }

  @Override
  public void close() {}
}
