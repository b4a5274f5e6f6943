package vn.taivideonhanh.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.account.AccountCrowd;
import vn.taivideonhanh.queue.JobCrowd;
import vn.taivideonhanh.redis.RedisProcess;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenCrowd;

/** Whether one more costs the same, whatever there is already: from 100 to a million. */
final class GrowthPart implements Part {
  static final String NAME = "growth";
  private static final int FIRST = 2;
  private static final int AT_ONCE = 16;
  private static final String SMALLEST = "10^" + FIRST;

  private final Wanted wanted;
  private final Path folder;
  private final int last;
  private final int uses;
  private final Table table;

  GrowthPart(Wanted wanted, Path folder) {
    this.wanted = wanted;
    this.folder = folder;
    last = wanted.quick() ? 4 : 6;
    uses = wanted.quick() ? 1000 : 4000;
    List<String> sizes = new ArrayList<>();
    for (var power = last; power >= FIRST; power--) {
      sizes.add("10^" + power);
    }
    table = new Table(sizes);
  }

  @Override
  public void start() {}

  @Override
  public void round(int number) throws IOException {
    for (var name : List.of(JobCrowd.NAME, TokenCrowd.NAME, AccountCrowd.NAME)) {
      if (wanted.piece(NAME, name)) {
        grow(name, folder.resolve(name + number));
      }
    }
  }

  private void grow(String name, Path files) throws IOException {
    // The verticles of the round before would take half of the requests to their own Redis.
    var vertx = Vertx.vertx();
    try (var redis = RedisProcess.start(files, "--appendonly", "no")) {
      var store = new RedisStore(vertx, redis.address(), Duration.ofSeconds(30));
      grow(crowd(name, vertx, store), redis);
      store.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private static Crowd crowd(String name, Vertx vertx, RedisStore store) {
    return switch (name) {
      case JobCrowd.NAME -> new JobCrowd(store);
      case TokenCrowd.NAME -> new TokenCrowd(vertx, store);
      default -> new AccountCrowd(store);
    };
  }

  private void grow(Crowd crowd, RedisProcess redis) throws IOException {
    var there = 0;
    Flight.of(2 * uses, AT_ONCE, crowd::use);
    for (var power = FIRST; power <= last; power++) {
      var size = (int) Math.pow(10, power);
      Flight.of((size - there) / crowd.batch(), AT_ONCE, crowd::more);
      there = size;
      var before = cpu(redis);
      var start = System.nanoTime();
      Flight.of(uses, AT_ONCE, crowd::use);
      var micros = (System.nanoTime() - start) / 1e3;
      var side = "10^" + power;
      var goal = Goal.times(1.5, SMALLEST);
      var spent = 1e6 * (cpu(redis) - before) / uses;
      table.add(crowd.name() + ": Redis CPU, µs each", side, spent, goal);
      table.add(crowd.name() + ": wall, µs each, 16 at once", side, micros / uses, goal);
    }
  }

  private static double cpu(RedisProcess redis) throws IOException {
    var info = redis.info();
    return Double.parseDouble(info.getOrDefault("used_cpu_sys", "0"))
        + Double.parseDouble(info.getOrDefault("used_cpu_user", "0"));
  }

  @Override
  public String told() {
    return table.markdown();
  }

  @Override
  public void close() {}
}
