package vn.taivideonhanh.redis;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A primary, its replica and three Sentinels that watch them, on ports of the loopback. */
public record RedisSentinels(
    RedisProcess primary, RedisProcess replica, List<RedisProcess> sentinels)
    implements AutoCloseable {
  private static final String NAME = "jobs";
  private static final int SENTINELS = 3;

  /** Starts them; all know each other when this returns. */
  public static RedisSentinels start(Vertx vertx, Path folder) throws IOException {
    var primary = server(folder.resolve("primary"));
    var replica =
        server(
            folder.resolve("replica"), "--replicaof", "127.0.0.1", String.valueOf(primary.port()));
    var all = new RedisSentinels(primary, replica, new ArrayList<>());
    try {
      for (var i = 0; i < SENTINELS; i++) {
        all.sentinels.add(
            RedisProcess.sentinel(folder.resolve("sentinel-" + i), NAME, primary.port(), 2));
      }
      Polling.until(vertx, all::know).timeout(30, TimeUnit.SECONDS).await();
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private static RedisProcess server(Path folder, String... more) throws IOException {
    var settings = new ArrayList<>(List.of("--appendonly", "yes"));
    settings.addAll(List.of("--repl-diskless-sync-delay", "0"));
    settings.addAll(List.of(more));
    return RedisProcess.start(folder, settings.toArray(String[]::new));
  }

  private boolean know() throws IOException {
    for (var sentinel : sentinels) {
      var facts = sentinel.ask("INFO sentinel");
      if (!facts.contains("slaves=1,sentinels=" + SENTINELS)) {
        return false;
      }
    }
    return replica.info().getOrDefault("master_link_status", "").equals("up");
  }

  /** Of the Sentinels. */
  public RedisAddress address() {
    return new RedisAddress(
            sentinels.stream().map(one -> one.address().url()).collect(Collectors.joining(",")),
            null)
        .watchedAs(NAME);
  }

  @Override
  public void close() {
    sentinels.forEach(RedisProcess::kill);
    replica.kill();
    primary.kill();
  }
}
