package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.redis.RedisCluster;
import vn.taivideonhanh.redis.RedisStore;

/** Queues on a Redis Cluster of three nodes; each of them is on one node, by its hash tag. */
@ExtendWith(VertxExtension.class)
class QueueClusterTest {
  private static final int JOBS = 50;
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

  private final Set<String> done = ConcurrentHashMap.newKeySet();

  @Test
  void works_on_every_node(Vertx vertx, @TempDir Path folder) throws IOException {
    try (var cluster = RedisCluster.start(vertx, folder)) {
      var store = new RedisStore(vertx, cluster.address(), Duration.ofSeconds(5));
      for (var name : NAMES) {
        var queue = new JobQueue(store, config(name), InstantSource.system());
        var worker = new Worker(vertx, queue, task(), 8);
        worker.start().await();
        var adding = IntStream.range(0, JOBS).mapToObj(i -> queue.add(job(name + i))).toList();
        var _ = Future.all(adding).await();
        idle(vertx, queue).timeout(20, TimeUnit.SECONDS).await();
        assertThat(done).hasSize(JOBS);
        assertThat(queue.read(name + 1).await())
            .isNotNull()
            .extracting(standing -> standing.job().state())
            .isEqualTo(JobState.COMPLETED);
        assertThat(queue.cancel(name + 1, "ann").await()).isNotNull();
        worker.stop().await();
        done.clear();
      }
      for (var node : cluster.nodes()) {
        assertThat(Integer.parseInt(node.ask("DBSIZE"))).isPositive();
      }
      store.close().await();
    }
  }

  private static NewJob job(String id) {
    return new NewJob(id, "ann", 1, "f" + id, "x", 0, 1000);
  }

  private static QueueConfig config(String name) {
    return new QueueConfig(
        "tvn",
        name,
        Duration.ofSeconds(15),
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        3,
        2,
        1000,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  private static Future<?> idle(Vertx vertx, JobQueue queue) {
    return queue
        .depth()
        .compose(depth ->
            depth.waiting() + depth.active() == 0
                ? Future.succeededFuture()
                : vertx.timer(10, TimeUnit.MILLISECONDS).compose(_ -> idle(vertx, queue)));
  }

  private Task task() {
    return new Task() {
      @Override
      public Future<Outcome> run(Job job) {
        done.add(job.id());
        return Future.succeededFuture(new Outcome.Done(Buffer.buffer("ok"), Duration.ZERO));
      }

      @Override
      public void abort(Job job) {}

      @Override
      public Buffer silence() {
        return Buffer.buffer("silent");
      }
    };
  }
}
