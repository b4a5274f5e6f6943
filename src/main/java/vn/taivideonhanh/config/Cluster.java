package vn.taivideonhanh.config;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Other nodes, found in one of three ways.
 *
 * @param host the private address that members talk on
 * @param port by which members find and watch each other
 * @param busPort by which they send each other news; 0 takes any free one
 * @param members {@code host:port} of any of the others
 * @param dns a name whose addresses are those of all nodes
 * @param kubernetes a service whose endpoints are all nodes, {@code name} or {@code namespace/name}
 */
public record Cluster(
    boolean enabled,
    String name,
    String host,
    int port,
    int busPort,
    List<String> members,
    @Nullable String dns,
    @Nullable String kubernetes) {
  public Cluster {
    Check.range(port, 1, 65_535, "cluster.port");
    Check.range(busPort, 0, 65_535, "cluster.busPort");
    members = List.copyOf(members);
    Check.that(
        Stream.of(!members.isEmpty(), dns != null, kubernetes != null).filter(is -> is).count() < 2,
        "cluster",
        "must name members, dns or kubernetes, and not two of them");
    Check.that(
        kubernetes == null || kubernetes.matches("([a-z0-9-]+/)?[a-z0-9-]+"),
        "cluster.kubernetes",
        "must be a service's name, or namespace/name");
  }
}
