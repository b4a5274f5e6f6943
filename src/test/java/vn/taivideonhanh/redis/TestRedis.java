package vn.taivideonhanh.redis;

import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisServer;

/**
 * The tests' Redis, one for the whole run: {@code TVN_TEST_REDIS_URL} if set, else a container
 * where a Docker engine answers, else an installed server, else the binary of embedded-redis.
 */
record TestRedis(Vertx vertx, RedisAddress address, Closeable server) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TestRedis.class);
  private static final String IMAGE = "redis:7";

  static TestRedis start() {
    var vertx = Vertx.vertx();
    var url = System.getenv("TVN_TEST_REDIS_URL");
    if (url != null) {
      LOG.info("tests use the Redis of TVN_TEST_REDIS_URL");
      return new TestRedis(vertx, new RedisAddress(url, null), () -> {});
    }
    try {
      return engineAnswers() ? container(vertx) : local(vertx);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Testcontainers takes many seconds to find out that there is no engine. */
  private static boolean engineAnswers() {
    var host = System.getenv("DOCKER_HOST");
    if (host == null || host.startsWith("unix:")) {
      return Files.exists(
          Path.of(host == null ? "/var/run/docker.sock" : URI.create(host).getPath()));
    }
    var uri = URI.create(host);
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static TestRedis container(Vertx vertx) {
    var container = new GenericContainer<>(IMAGE).withExposedPorts(6379);
    container.start();
    var url = "redis://" + container.getHost() + ":" + container.getMappedPort(6379);
    LOG.info("tests use Redis in a container of {}", IMAGE);
    return new TestRedis(vertx, new RedisAddress(url, null), container::stop);
  }

  private static TestRedis local(Vertx vertx) throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var builder = RedisServer.newRedisServer().port(port).setting("save \"\"");
    installed().ifPresent(program -> builder.executableProvider(program::toFile));
    LOG.info("tests use {}", installed().map(Path::toString).orElse("the Redis of embedded-redis"));
    var server = builder.build();
    server.start();
    return new TestRedis(vertx, new RedisAddress("redis://127.0.0.1:" + port, null), server::stop);
  }

  private static Optional<Path> installed() {
    return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
        .flatMap(folder ->
            List.of("redis-server", "valkey-server").stream().map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    vertx.close().await();
    server.close();
  }
}
