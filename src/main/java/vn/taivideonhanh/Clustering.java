package vn.taivideonhanh;

import com.hazelcast.config.Config;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import vn.taivideonhanh.config.Cluster;

/**
 * The cluster's own configuration: named members on one private interface, and nothing else that
 * Hazelcast could open. Its defaults would find members by multicast and let any of them join.
 */
final class Clustering {
  private Clustering() {}

  static ClusterManager manager(Cluster cluster) {
    var config = new Config().setClusterName(cluster.name());
    var network = config.getNetworkConfig().setPort(cluster.port()).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(cluster.host());
    network.getRestApiConfig().setEnabled(false);
    network.getMemcacheProtocolConfig().setEnabled(false);
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
    config.getJetConfig().setEnabled(false);
    // Otherwise it listens on every interface, whatever is set above.
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "1");
    return new HazelcastClusterManager(config);
  }
}
