package vn.taivideonhanh.config;

import java.util.List;

/**
 * Other nodes.
 *
 * @param host the private address that members talk on
 * @param members {@code host:port} of any of the others
 */
public record Cluster(boolean enabled, String name, String host, int port, List<String> members) {
  public Cluster {
    Check.range(port, 1, 65_535, "cluster.port");
    members = List.copyOf(members);
  }
}
