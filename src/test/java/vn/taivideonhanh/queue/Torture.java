package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import vn.taivideonhanh.redis.RedisProcess;
import vn.taivideonhanh.redis.RedisStore;

/**
 * A queue whose workers and Redis are killed, frozen and started again while jobs come. Its folder
 * keeps the logs of all processes and the append-only file.
 */
final class Torture implements AutoCloseable {
  private static final long STEP = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final TortureOptions options;
  private final Path folder;
  private final Vertx vertx;
  private final Random random;
  private final RedisProcess redis;
  private final RedisStore store;
  private final JobQueue queue;
  private final List<Victim> victims = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private Torture(TortureOptions options, Path folder, Vertx vertx) throws IOException {
    this.options = options;
    this.folder = folder;
    this.vertx = vertx;
    this.random = new Random(options.seed());
    // Nothing is rewritten, so that the file tells all.
    this.redis =
        RedisProcess.start(
            folder,
            "--appendonly",
            "yes",
            "--appendfsync",
            options.fsync(),
            "--auto-aof-rewrite-percentage",
            "0");
    this.store = new RedisStore(vertx, redis.address(), Duration.ofSeconds(2));
    this.queue = new JobQueue(store, TortureOptions.queue(options.lease()), InstantSource.system());
  }

  /** Tortures, lets everything recover, and reads the books. */
  static Books of(TortureOptions options, Path folder, Vertx vertx) throws IOException {
    try (var torture = new Torture(options, folder, vertx)) {
      return torture.run();
    }
  }

  private Books run() throws IOException {
    for (var i = 0; i < options.workers(); i++) {
      victims.add(new Victim(folder.resolve("worker-" + i), redis.port(), options.lease()));
    }
    var ids = IntStream.range(0, options.jobs()).mapToObj(i -> "job" + i).toList();
    var adding = new TortureAdder(vertx, queue).addWithin(ids, options.length());
    hurt();
    heal();
    adding.await();
    settle(queue);
    var forgotten = forgotten(ids);
    new TortureAdder(vertx, queue).addWithin(forgotten, Duration.ZERO).await();
    settle(queue);
    redis.close();
    var completions = AppendOnlyFile.completions(folder, TortureOptions.queue(options.lease()));
    return new Books(ids, completions, runs(), faults, forgotten.size());
  }

  /** Until the time is over, strikes now and then; who is frozen goes on when its time has come. */
  private void hurt() throws IOException {
    var end = now() + options.length().toMillis();
    var next = now() + options.gap().toMillis();
    while (now() < end) {
      for (var victim : victims) {
        victim.thawIfDue(now()).ifPresent(faults::add);
      }
      if (now() >= next) {
        strike();
        next = now() + (long) (2 * random.nextDouble() * options.gap().toMillis());
      }
      vertx.timer(STEP, TimeUnit.MILLISECONDS).await();
    }
  }

  private void strike() throws IOException {
    var victim = victims.get(random.nextInt(victims.size()));
    var from = now();
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> faults.add(victim.kill());
      case 4, 5, 6 ->
          victim.freeze(from + (long) (2 * random.nextDouble() * options.lease().toMillis()));
      case 7 -> {
        redis.kill();
        away("redis killed", from);
      }
      case 8 -> {
        redis.close();
        away("redis restarted", from);
      }
      default -> {
        redis.freeze();
        pause();
        redis.thaw();
        faults.add(new Fault("redis frozen", "", from, now()));
      }
    }
  }

  private void away(String kind, long from) throws IOException {
    pause();
    redis.again();
    faults.add(new Fault(kind, "", from, now()));
  }

  private void pause() {
    var longest = options.lease().toMillis() / 2;
    vertx.timer(1 + random.nextLong(longest), TimeUnit.MILLISECONDS).await();
  }

  private void heal() throws IOException {
    for (var victim : victims) {
      victim.thawIfDue(Long.MAX_VALUE).ifPresent(faults::add);
    }
  }

  private void settle(JobQueue jobs) {
    settled(jobs, now() + PATIENCE.toMillis()).await();
  }

  private Future<Void> settled(JobQueue jobs, long deadline) {
    return jobs.depth()
        .map(depth -> depth.waiting() + depth.active() + depth.delayed() == 0)
        .otherwise(false)
        .compose(done -> {
          if (done) {
            return Future.succeededFuture();
          }
          return now() > deadline
              ? Future.failedFuture("jobs are left; see " + folder)
              : vertx.timer(STEP, TimeUnit.MILLISECONDS).compose(_ -> settled(jobs, deadline));
        });
  }

  private List<String> forgotten(List<String> ids) {
    var unknown = new ArrayList<String>();
    for (var from = 0; from < ids.size(); from += 500) {
      var some = ids.subList(from, Math.min(ids.size(), from + 500));
      var read = Future.all(some.stream().map(queue::read).toList()).await();
      for (var i = 0; i < some.size(); i++) {
        if (read.resultAt(i) == null) {
          unknown.add(some.get(i));
        }
      }
    }
    return unknown;
  }

  private List<TortureWorker.Run> runs() throws IOException {
    var runs = new ArrayList<TortureWorker.Run>();
    for (var victim : victims) {
      try (var lines = Files.lines(victim.runs())) {
        lines.map(TortureWorker.Run::parse).forEach(runs::add);
      }
    }
    return runs;
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  @Override
  public void close() {
    victims.forEach(Victim::close);
    redis.kill();
    store.close().await();
  }
}
