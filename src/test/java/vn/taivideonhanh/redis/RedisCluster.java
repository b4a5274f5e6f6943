package vn.taivideonhanh.redis;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Redis Cluster of three primaries, with or without a replica of each, on ports of the loopback.
 *
 * @param nodes the primaries
 * @param replicas of the primary at the same place, or none
 */
public record RedisCluster(List<RedisProcess> nodes, List<RedisProcess> replicas)
    implements AutoCloseable {
  private static final int NODES = 3;
  private static final int SLOTS = 16_384;

  /** Starts one without replicas; all its slots are served when this returns. */
  public static RedisCluster start(Vertx vertx, Path folder) throws IOException {
    var cluster = new RedisCluster(new ArrayList<>(), new ArrayList<>());
    try {
      for (var i = 0; i < NODES; i++) {
        cluster.add(node(folder.resolve("node-" + i)), i);
      }
      cluster.meet(cluster.nodes);
      until(vertx, cluster::isComplete);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts one whose primaries have a replica each, which takes over a second after its death. */
  public static RedisCluster replicated(Vertx vertx, Path folder) throws IOException {
    var cluster = start(vertx, folder);
    try {
      for (var i = 0; i < NODES; i++) {
        cluster.replicas.add(node(folder.resolve("replica-" + i)));
      }
      cluster.meet(cluster.replicas);
      for (var i = 0; i < NODES; i++) {
        var replica = cluster.replicas.get(i);
        var primary = cluster.nodes.get(i).ask("CLUSTER MYID");
        until(vertx, () -> replica.ask("CLUSTER NODES").contains(primary));
        var _ = replica.ask("CLUSTER REPLICATE " + primary);
      }
      until(vertx, cluster::isReplicated);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static RedisProcess node(Path folder) throws IOException {
    return RedisProcess.start(
        folder,
        "--cluster-enabled",
        "yes",
        "--cluster-node-timeout",
        "1000",
        "--repl-diskless-sync-delay",
        "0",
        "--appendonly",
        "yes");
  }

  private void meet(List<RedisProcess> newcomers) throws IOException {
    for (var node : newcomers) {
      var _ = nodes.getFirst().ask("CLUSTER MEET 127.0.0.1 " + node.port());
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

  private static void until(Vertx vertx, Callable<Boolean> what) {
    Polling.until(vertx, what).timeout(30, TimeUnit.SECONDS).await();
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

  private boolean isReplicated() throws IOException {
    for (var replica : replicas) {
      if (!replica.info().getOrDefault("master_link_status", "").equals("up")) {
        return false;
      }
    }
    // Everybody must know of all, or nobody will vote for a replica.
    for (var node : nodes) {
      if (node.ask("CLUSTER NODES").lines().filter(line -> line.contains("slave")).count()
          != NODES) {
        return false;
      }
    }
    return true;
  }

  /** The place among the primaries of the one that holds a key. */
  public int owner(String key) throws IOException {
    return Integer.parseInt(nodes.getFirst().ask("CLUSTER KEYSLOT " + key)) * NODES / SLOTS;
  }

  public RedisAddress address() {
    var urls = nodes.stream().map(node -> node.address().url()).toList();
    return new RedisAddress(urls, true, null, null);
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::kill);
    replicas.forEach(RedisProcess::kill);
  }
}
