package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.redis.Polling;
import vn.taivideonhanh.redis.RedisCluster;
import vn.taivideonhanh.redis.RedisProcess;
import vn.taivideonhanh.redis.RedisSentinels;

/**
 * A primary is killed while jobs run, and its replica is put into its place by the servers
 * themselves. What the replica had is what is left, see docs/queue.md.
 */
@ExtendWith(VertxExtension.class)
class FailoverTest {
  /** To notice a death takes a second here, and the election another one or two. */
  private static final Duration ELECTION = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void a_replica_takes_over_in_a_cluster(Vertx vertx) throws IOException {
    try (var cluster = RedisCluster.replicated(vertx, folder);
        var shift = new Shift(vertx, cluster.address())) {
      var place = cluster.owner(Keys.of(Shift.CONFIG).meta());
      var first = cluster.nodes().get(place);
      var second = cluster.replicas().get(place);
      shift.addAll();
      // Places change while both are alive: no connection breaks, and the old one says MOVED.
      takesOver(vertx, second).await();
      follows(vertx, first).await();
      shift.assertBack();
      copied(vertx, second, first).await();
      second.kill();
      shift.assertUnavailable();
      shift.assertBack(ELECTION);
      assertThat(first.info()).containsEntry("role", "master");
      shift.assertAllCompleted();
    }
  }

  @Test
  void a_replica_is_promoted_by_sentinels(Vertx vertx) throws IOException {
    try (var redis = RedisSentinels.start(vertx, folder);
        var shift = new Shift(vertx, redis.address())) {
      shift.addAll();
      copied(vertx, redis.primary(), redis.replica()).await();
      redis.sentinels().getFirst().freeze();
      redis.primary().kill();
      shift.assertUnavailable();
      shift.assertBack(ELECTION);
      assertThat(redis.replica().info()).containsEntry("role", "master");
      shift.assertAllCompleted();
    }
  }

  /** Right after the start nodes may not have met yet, and refuse. */
  private static Future<?> takesOver(Vertx vertx, RedisProcess replica) {
    return Polling.until(
            vertx,
            () -> {
              try {
                return replica.ask("CLUSTER FAILOVER").contains("OK");
              } catch (IOException _) {
                return false;
              }
            })
        .timeout(20, TimeUnit.SECONDS);
  }

  private static Future<?> follows(Vertx vertx, RedisProcess server) {
    return Polling.until(
            vertx, () -> server.info().getOrDefault("master_link_status", "").equals("up"))
        .timeout(20, TimeUnit.SECONDS);
  }

  /** What a replica has not got yet is lost with its primary. */
  static Future<?> copied(Vertx vertx, RedisProcess primary, RedisProcess replica) {
    return Polling.until(
            vertx,
            () -> {
              var copied = replica.info().get("slave_repl_offset");
              return copied != null && copied.equals(primary.info().get("master_repl_offset"));
            })
        .timeout(20, TimeUnit.SECONDS);
  }
}
