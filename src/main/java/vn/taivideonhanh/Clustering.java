package vn.taivideonhanh;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.Cluster;

/**
 * The cluster's own configuration: members that are told or looked up, on one private interface and
 * fixed ports, and nothing else that Hazelcast could open. Its defaults would find members by
 * multicast, let any of them join, and wait a minute for one that is silent.
 *
 * <p>The cluster only carries news. What a node decides it decides by Redis, so that one that is
 * cut off, or half of a split cluster, goes on as it did.
 */
final class Clustering {
  private static final Logger LOG = LoggerFactory.getLogger(Clustering.class);

  /** How long a member may be silent before the others go on without it. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** How often halves of a cluster that was split look for each other. */
  private static final Duration HEALING = Duration.ofSeconds(15);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** So many members may die at once without the others' losing sight of each other. */
  private static final int COPIES = 2;

  private Clustering() {}

  /**
   * Starts Vert.x, in the cluster where there is one.
   *
   * @return a node that stands alone when it could not join: Redis tells it all that it needs
   */
  static Vertx start(Cluster cluster, PrometheusMeterRegistry meters) {
    if (cluster.enabled()) {
      try {
        return builder(meters, options().setEventBusOptions(bus(cluster)))
            .withClusterManager(manager(cluster))
            .buildClustered()
            .await();
      } catch (RuntimeException e) {
        LOG.error("this node could not join the cluster and serves alone", e);
      }
    }
    return builder(meters, options()).build();
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(false));
  }

  private static VertxBuilder builder(PrometheusMeterRegistry meters, VertxOptions options) {
    return Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(meters));
  }

  /** How members send each other news. */
  static EventBusOptions bus(Cluster cluster) {
    var ping = CONNECT.toMillis();
    return new EventBusOptions()
        .setHost(cluster.host())
        .setPort(cluster.busPort())
        .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
        // A member that hangs is let go, with what waits for it.
        .setClusterPingInterval(ping)
        .setClusterPingReplyInterval(ping);
  }

  static ClusterManager manager(Cluster cluster) {
    return new HazelcastClusterManager(config(cluster));
  }

  static Config config(Cluster cluster) {
    var config = new Config().setClusterName(cluster.name());
    find(listenForMembers(config, cluster).getJoin(), cluster);
    close(config);
    for (var map : new String[] {"__vertx.haInfo", "__vertx.nodeInfo"}) {
      config.addMapConfig(new MapConfig(map).setBackupCount(COPIES));
    }
    config.addMultiMapConfig(new MultiMapConfig("__vertx.subs").setBackupCount(COPIES));
    hurry(config);
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    return config;
  }

  /** Only members are listened for: clients, REST and memcache have no door, and no engine. */
  private static AdvancedNetworkConfig listenForMembers(Config config, Cluster cluster) {
    var door = new ServerSocketEndpointConfig().setPort(cluster.port()).setPortAutoIncrement(false);
    door.getInterfaces().setEnabled(true).addInterface(cluster.host());
    return config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(door);
  }

  private static void find(JoinConfig join, Cluster cluster) {
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    var port = Integer.toString(cluster.port());
    if (cluster.dns() != null) {
      // It only looks the name up, and so does for any network whose DNS knows the nodes.
      join.getKubernetesConfig()
          .setEnabled(true)
          .setProperty("service-dns", cluster.dns())
          .setProperty("service-dns-timeout", Long.toString(CONNECT.toSeconds()))
          .setProperty("service-port", port);
    } else if (cluster.kubernetes() != null) {
      var name = cluster.kubernetes().split("/", 2);
      var found = join.getKubernetesConfig().setEnabled(true);
      found.setProperty("service-name", name[name.length - 1]).setProperty("service-port", port);
      // One that is not ready may be draining, or starting: it takes and sends news all the same.
      found.setProperty("resolve-not-ready-addresses", "true");
      found.setProperty("kubernetes-api-retries", "1");
      if (name.length > 1) {
        found.setProperty("namespace", name[0]);
      }
    } else {
      join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
    }
  }

  /** Whatever else Hazelcast could run or tell. */
  private static void close(Config config) {
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getManagementCenterConfig().setConsoleEnabled(false).setScriptingEnabled(false);
    config.getManagementCenterConfig().setDataAccessEnabled(false);
    // Of Java objects that a member sends, only those of Java and Hazelcast are revived.
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
    // Otherwise it listens on every interface, whatever is set above.
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
  }

  private static void hurry(Config config) {
    var silence = Long.toString(SILENCE.toSeconds());
    config.setProperty("hazelcast.heartbeat.interval.seconds", "2");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", silence);
    config.setProperty("hazelcast.operation.call.timeout.millis", silence + "000");
    config.setProperty("hazelcast.wait.seconds.before.join", "1");
    config.setProperty("hazelcast.max.wait.seconds.before.join", "5");
    config.setProperty("hazelcast.max.join.seconds", "30");
    var healing = Long.toString(HEALING.toSeconds());
    config.setProperty("hazelcast.merge.first.run.delay.seconds", healing);
    config.setProperty("hazelcast.merge.next.run.delay.seconds", healing);
  }
}
