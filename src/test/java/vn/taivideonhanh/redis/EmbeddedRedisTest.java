package vn.taivideonhanh.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;

/** {@link EmbeddedRedis} with the servers of this machine and of the jar, as real processes. */
@ExtendWith(VertxExtension.class)
class EmbeddedRedisTest {
  private Children children;

  @BeforeEach
  void open(Vertx vertx) {
    children = new Children(vertx);
  }

  @AfterEach
  void close() {
    children.close().await();
  }

  @Test
  void keeps_its_content_over_a_restart(Vertx vertx, @TempDir Path data) {
    var first = EmbeddedRedis.start(children, data).await();
    assertThat(ask(vertx, first, Command.SET, "k", "v")).isEqualTo("OK");
    first.stop().await();
    assertThat(data.resolve("redis/redis.pid")).as("removed by a clean end").doesNotExist();

    var second = EmbeddedRedis.start(children, data).await();
    assertThat(ask(vertx, second, Command.GET, "k")).isEqualTo("v");
    assertThat(second.address().password()).isNotEqualTo(first.address().password());
    second.stop().await();
  }

  @Test
  void lets_nobody_else_in(Vertx vertx, @TempDir Path data) throws IOException {
    var redis = EmbeddedRedis.start(children, data).await();
    var folder = data.resolve("redis");
    assertThat(redis.address().url()).isEqualTo("unix://" + folder.resolve("redis.sock"));
    assertThat(modes(folder)).isEqualTo("rwx------");
    assertThat(modes(folder.resolve("redis.conf"))).isEqualTo("rw-------");
    assertThat(redis.address().toString()).doesNotContain(redis.address().password());
    var stranger = store(vertx, new RedisAddress(redis.address().url(), null));
    assertThatThrownBy(() -> stranger.send(Command.GET, "k").await()).isInstanceOf(Failure.class);
    stranger.close().await();
    redis.stop().await();
  }

  @Test
  void uses_the_program_of_the_jar_and_a_port_where_a_socket_cannot_be(
      Vertx vertx, @TempDir Path data) throws IOException {
    var deep = Files.createDirectories(data.resolve("d".repeat(100)));
    var program = ServerProgram.extracted(deep);
    var redis = EmbeddedRedis.start(children, deep, program).await();
    assertThat(redis.address().url()).startsWith("redis://127.0.0.1:");
    assertThat(ask(vertx, redis, Command.PING)).isEqualTo("PONG");
    redis.stop().await();
  }

  @Test
  void refuses_a_folder_that_is_in_use(@TempDir Path data) {
    var redis = EmbeddedRedis.start(children, data).await();
    assertThatThrownBy(() -> EmbeddedRedis.start(children, data).await())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("in use by another TaiVideoNhanh");
    redis.stop().await();
  }

  @Test
  void ends_the_server_of_a_program_that_was_killed(Vertx vertx, @TempDir Path data)
      throws IOException {
    var redis = EmbeddedRedis.start(children, data).await();
    assertThat(ask(vertx, redis, Command.SET, "k", "v")).isEqualTo("OK");
    redis.stop().await();
    var folder = data.resolve("redis");
    var server = redis.program().toString();
    var left = ChildSpec.of(folder, List.of(server, folder.resolve("redis.conf").toString()));
    var orphan = children.spawn(left).await();
    until(vertx, () -> Files.exists(folder.resolve("redis.sock"))).await();

    var next = EmbeddedRedis.start(children, data).await();
    // It is one until somebody has asked for its exit.
    until(vertx, () -> ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive).isEmpty())
        .await();
    assertThat(ask(vertx, next, Command.GET, "k")).isEqualTo("v");
    next.stop().await();
  }

  private static Future<?> until(Vertx vertx, BooleanSupplier holds) {
    return holds.getAsBoolean()
        ? Future.succeededFuture()
        : vertx.timer(10, TimeUnit.MILLISECONDS).compose(_ -> until(vertx, holds));
  }

  @Test
  void starts_again_when_it_was_killed(Vertx vertx, @TempDir Path data) throws IOException {
    var redis = EmbeddedRedis.start(children, data).await();
    var store = store(vertx, redis.address());
    store.send(Command.SET, "k", "v").await();
    var pid = Long.parseLong(Files.readString(data.resolve("redis/redis.pid")).strip());
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    assertThat(eventually(vertx, store).timeout(10, TimeUnit.SECONDS).await()).isEqualTo("v");
    store.close().await();
    redis.stop().await();
  }

  @Test
  void says_why_it_cannot_start(@TempDir Path data) {
    assertThatThrownBy(() -> EmbeddedRedis.start(children, data, Path.of("/bin/false")).await())
        .hasMessageContaining("ended with code 1");
  }

  private static Future<String> eventually(Vertx vertx, RedisStore store) {
    return store
        .send(Command.GET, "k")
        .map(String::valueOf)
        .recover(
            _ -> vertx.timer(20, TimeUnit.MILLISECONDS).compose(_ -> eventually(vertx, store)));
  }

  private static String ask(
      Vertx vertx, EmbeddedRedis redis, Command command, Object... arguments) {
    var store = store(vertx, redis.address());
    var answer = String.valueOf(store.send(command, arguments).await());
    store.close().await();
    return answer;
  }

  private static RedisStore store(Vertx vertx, RedisAddress address) {
    return new RedisStore(vertx, address, Duration.ofSeconds(5));
  }

  private static String modes(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
