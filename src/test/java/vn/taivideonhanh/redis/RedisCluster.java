package vn.taivideonhanh.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Redis Cluster of three nodes without replicas, on ports of the loopback. */
public record RedisCluster(List<RedisProcess> nodes) implements AutoCloseable {
  private static final int NODES = 3;
  private static final int SLOTS = 16_384;

  /** Starts one; all its slots are served when this returns. */
  public static RedisCluster start(Vertx vertx, Path folder) throws IOException {
    var cluster = new RedisCluster(new ArrayList<>());
    try {
      for (var i = 0; i < NODES; i++) {
        cluster.add(RedisProcess.start(folder.resolve("node-" + i), "--cluster-enabled", "yes"), i);
      }
      var first = cluster.nodes.getFirst();
      for (var node : cluster.nodes) {
        var _ = first.ask("CLUSTER MEET 127.0.0.1 " + node.port());
      }
      cluster.complete(vertx).timeout(30, TimeUnit.SECONDS).await();
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void add(RedisProcess node, int number) throws IOException {
    nodes.add(node);
    var slots =
        IntStream.range(SLOTS * number / NODES, SLOTS * (number + 1) / NODES)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(" "));
    var _ = node.ask("CLUSTER ADDSLOTS " + slots);
    var _ = node.ask("CLUSTER SET-CONFIG-EPOCH " + (number + 1));
  }

  private Future<?> complete(Vertx vertx) {
    return vertx
        .executeBlocking(this::isComplete)
        .compose(is ->
            Boolean.TRUE.equals(is)
                ? Future.succeededFuture()
                : vertx.timer(20, TimeUnit.MILLISECONDS).compose(_ -> complete(vertx)));
  }

  private boolean isComplete() throws IOException {
    for (var node : nodes) {
      var facts = node.ask("CLUSTER INFO");
      if (!facts.contains("cluster_state:ok") || !facts.contains("cluster_size:" + NODES)) {
        return false;
      }
    }
    return true;
  }

  public RedisAddress address() {
    var urls = nodes.stream().map(node -> node.address().url()).toList();
    return new RedisAddress(urls, true, null);
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::kill);
  }
}
