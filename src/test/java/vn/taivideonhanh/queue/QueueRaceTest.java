package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Scripts that race for the same jobs, from connections of their own to a real Redis. A worker that
 * was killed is one that claims and says no more, while the clock goes on.
 */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class QueueRaceTest {
  private static final int JOBS = 200;
  private static final QueueConfig CONFIG =
      new QueueConfig(
          "tvn",
          "race",
          Duration.ofSeconds(15),
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          99,
          98,
          1000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  private final MovableClock clock = new MovableClock();
  private final Map<String, Integer> ends = new ConcurrentHashMap<>();

  @Test
  void every_job_is_ended_once_whoever_dies_or_comes_back(Vertx vertx, RedisAddress address) {
    var stores =
        IntStream.range(0, 4)
            .mapToObj(_ -> new RedisStore(vertx, address, Duration.ofSeconds(5)))
            .toList();
    var queues = stores.stream().map(store -> new JobQueue(store, CONFIG, clock)).toList();
    for (var i = 0; i < JOBS; i++) {
      var job = new NewJob("j" + i, "p" + i % 7, 1 + i % 3, "f" + i, "x", 0, JOBS);
      assertThat(queues.get(0).add(job).await()).isInstanceOf(Added.Accepted.class);
    }

    var random = new Random(1);
    for (var round = 0; ends.size() < JOBS && round < 1000; round++) {
      Future.all(queues.stream().map(queue -> live(queue, random)).toList()).await();
      clock.move(Duration.ofSeconds(3));
    }

    assertThat(ends).hasSize(JOBS);
    assertThat(ends.values()).containsOnly(1);
    assertThat(queues.get(0).depth().await()).isEqualTo(new QueueDepth(0, 0, 0, 0));
    Future.all(stores.stream().map(RedisStore::close).toList()).await();
  }

  /** Claims, and then finishes, fails, gives back, forgets, or comes back with an old lease. */
  private Future<?> live(JobQueue queue, Random random) {
    return queue
        .claim(1 + random.nextInt(4))
        .compose(claimed ->
            Future.all(claimed.jobs().stream().map(job -> end(queue, job, random)).toList()))
        .compose(_ -> queue.reap(Buffer.buffer("silent")));
  }

  private Future<?> end(JobQueue queue, Job job, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> queue.fail(job, Buffer.buffer("failed"), true);
      case 1 -> queue.release(List.of(job));
      case 2 -> Future.succeededFuture();
      case 3 -> {
        clock.move(CONFIG.lease().plusMillis(1));
        yield queue.reap(Buffer.buffer("silent")).compose(_ -> finish(queue, job));
      }
      default -> finish(queue, job).compose(_ -> finish(queue, job));
    };
  }

  private Future<?> finish(JobQueue queue, Job job) {
    return queue
        .finish(job, Buffer.buffer("done"), Duration.ZERO)
        .onSuccess(ours -> {
          if (ours) {
            ends.merge(job.id(), 1, Integer::sum);
          }
        });
  }

  @Test
  void a_hundred_who_ask_for_the_same_make_one_job(Vertx vertx, RedisAddress address) {
    var store = new RedisStore(vertx, address, Duration.ofSeconds(5));
    var queue = new JobQueue(store, CONFIG, clock);
    var added =
        IntStream.range(0, 100)
            .mapToObj(i -> queue.add(new NewJob("j" + i, "p" + i, 1, "same", "x", 0, 5)))
            .toList();
    Future.all(added).await();
    assertThat(
            added.stream()
                .map(Future::result)
                .filter(a -> ((Added.Accepted) a).how() == Added.How.CREATED))
        .hasSize(1);
    assertThat(queue.depth().await().waiting()).isEqualTo(1);
    store.close().await();
  }
}
