package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisProcess;

/**
 * What Redis can do to a queue: go away, start again, fail over, be full, be slow. Each time a
 * worker is at work; no job may be lost or completed twice, and callers are told in time.
 */
@ExtendWith(VertxExtension.class)
class QueueFaultsTest {
  @TempDir Path folder;
  private Vertx vertx;
  private RedisProcess redis;
  private Shift shift;

  @BeforeEach
  void start(Vertx vertx) throws IOException {
    this.vertx = vertx;
    redis = server("one");
    shift = new Shift(vertx, redis.address());
  }

  private RedisProcess server(String name, String... more) throws IOException {
    return RedisProcess.start(folder.resolve(name), durable(more));
  }

  private static String[] durable(String... more) {
    var settings =
        new String[] {
          "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"
        };
    return Stream.of(settings, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @AfterEach
  void stop() {
    shift.close();
    redis.kill();
  }

  @Test
  void goes_away_suddenly_and_comes_back() throws IOException {
    shift.addAll();
    redis.kill();
    shift.assertUnavailable();
    redis.again();
    shift.assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void starts_again_with_its_file() throws IOException {
    shift.addAll();
    redis.close();
    redis.again();
    shift.assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void is_silent_for_a_while() throws IOException {
    shift.addAll();
    redis.freeze();
    shift.assertUnavailable();
    redis.thaw();
    shift.assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void is_slow() throws IOException {
    shift.addAll();
    var _ = redis.ask("CLIENT PAUSE 600 ALL");
    var late = shift.queue().add(Shift.job("late")).await();
    assertThat(late).isInstanceOf(Added.Accepted.class);
    shift.assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void is_full() throws IOException {
    shift.addAll();
    var _ = redis.ask("CONFIG SET maxmemory 1");
    shift.assertUnavailable();
    var _ = redis.ask("CONFIG SET maxmemory 0");
    shift.assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void takes_nothing_that_no_replica_would_have() throws IOException {
    shift.addAll();
    var _ = redis.ask("CONFIG SET min-replicas-to-write 1");
    shift.assertUnavailable();
    var _ = redis.ask("CONFIG SET min-replicas-to-write 0");
    shift.assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void dies_and_a_replica_is_promoted() throws IOException {
    try (var replica = pair()) {
      shift.addAll();
      FailoverTest.copied(vertx, redis, replica).await();
      redis.kill();
      var _ = replica.ask("REPLICAOF NO ONE");
      shift.assertBack();
      shift.assertAllCompleted();
    }
  }

  @Test
  void changes_places_with_a_replica() throws IOException {
    try (var replica = pair()) {
      shift.addAll();
      FailoverTest.copied(vertx, redis, replica).await();
      var _ = redis.ask("FAILOVER");
      shift.assertBack();
      shift.assertAllCompleted();
      assertThat(replica.info()).containsEntry("role", "master");
    }
  }

  /** The worker now knows two servers, of which {@code redis} is the primary. */
  private RedisProcess pair() throws IOException {
    stop();
    redis = server("primary");
    var replica = server("replica", "--replicaof", "127.0.0.1", String.valueOf(redis.port()));
    shift =
        new Shift(
            vertx, new RedisAddress(redis.address().url() + "," + replica.address().url(), null));
    return replica;
  }

  private void assertEachOnce(RedisProcess server, String name) throws IOException {
    shift.assertAllCompleted();
    server.close();
    var completions = AppendOnlyFile.completions(folder.resolve(name), Shift.CONFIG);
    assertThat(completions).hasSizeGreaterThanOrEqualTo(Shift.JOBS + 1);
    assertThat(completions.values()).containsOnly(1);
  }
}
