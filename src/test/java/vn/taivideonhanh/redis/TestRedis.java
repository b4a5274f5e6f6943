package vn.taivideonhanh.redis;

import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import vn.taivideonhanh.process.Children;

/**
 * The tests' Redis, one for the whole run: {@code TVN_TEST_REDIS_URL} if set (nodes of a cluster if
 * {@code TVN_TEST_REDIS_CLUSTER} is, too), else the program {@code TVN_TEST_REDIS_SERVER}, else a
 * container of {@code TVN_TEST_REDIS_IMAGE} where a Docker engine answers, else what {@link
 * EmbeddedRedis} finds: an installed server, or the one in the jar.
 */
record TestRedis(Vertx vertx, RedisAddress address, Closeable server) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TestRedis.class);

  static TestRedis start() {
    var vertx = Vertx.vertx();
    var url = System.getenv("TVN_TEST_REDIS_URL");
    if (url != null) {
      LOG.info("tests use the Redis of TVN_TEST_REDIS_URL");
      var address =
          new RedisAddress(url, null).inCluster(System.getenv("TVN_TEST_REDIS_CLUSTER") != null);
      return new TestRedis(vertx, address, () -> {});
    }
    try {
      var server = System.getenv("TVN_TEST_REDIS_SERVER");
      var program = server == null ? null : Path.of(server);
      return program == null && engineAnswers() ? container(vertx) : own(vertx, program);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Testcontainers takes many seconds to find out that there is no engine. */
  private static boolean engineAnswers() {
    var host = System.getenv("DOCKER_HOST");
    var engine = URI.create(host == null ? "unix:///var/run/docker.sock" : host);
    return engine.getScheme().equals("unix")
        ? connects(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(engine.getPath()))
        : connects(
            StandardProtocolFamily.INET, new InetSocketAddress(engine.getHost(), engine.getPort()));
  }

  private static boolean connects(StandardProtocolFamily family, SocketAddress address) {
    try (var channel = SocketChannel.open(family)) {
      return channel.connect(address);
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  private static TestRedis container(Vertx vertx) {
    var chosen = System.getenv("TVN_TEST_REDIS_IMAGE");
    var image = chosen == null ? "redis:7" : chosen;
    var container = new GenericContainer<>(image).withExposedPorts(6379);
    container.start();
    var url = "redis://" + container.getHost() + ":" + container.getMappedPort(6379);
    LOG.info("tests use Redis in a container of {}", image);
    return new TestRedis(vertx, new RedisAddress(url, null), container::stop);
  }

  private static TestRedis own(Vertx vertx, @Nullable Path program) throws IOException {
    var data = Files.createTempDirectory("tvn-test-redis");
    var children = new Children(vertx);
    var redis = EmbeddedRedis.start(children, data, program).await();
    LOG.info("tests use {}", redis.program());
    return new TestRedis(
        vertx,
        redis.address(),
        () -> {
          redis.stop().compose(_ -> children.close()).await();
          delete(data);
        });
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    vertx.close().await();
  }
}
