package vn.taivideonhanh.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What may be visited.
 *
 * @param allow {@code address:port} pairs that are allowed though private
 * @param allowInProduction whether {@code allow} may have entries in profile production
 * @param deny CIDR blocks, and names of hosts, that are refused though public
 * @param nat64Prefixes by which this machine reaches IPv4 addresses, RFC 6052
 * @param ports that may be visited
 * @param connectionsPerAddress of all children together to one address at once, 1 to 10,000
 * @param connectsPerSecond of all children together, 1 to 10,000
 */
public record Egress(
    List<String> allow,
    boolean allowInProduction,
    List<String> deny,
    List<String> nat64Prefixes,
    List<Integer> ports,
    Duration dnsTimeout,
    int connectionsPerAddress,
    int connectsPerSecond) {
  public Egress {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    nat64Prefixes = List.copyOf(nat64Prefixes);
    ports = List.copyOf(ports);
    ports.forEach(port -> Check.range(port, 1, 65_535, "egress.ports"));
    Check.range(connectionsPerAddress, 1, 10_000, "egress.connectionsPerAddress");
    Check.range(connectsPerSecond, 1, 10_000, "egress.connectsPerSecond");
  }

  /** This for what only operators name: with other private addresses. */
  public Egress allowing(List<String> others) {
    return new Egress(
        others,
        allowInProduction,
        deny,
        nat64Prefixes,
        ports,
        dnsTimeout,
        connectionsPerAddress,
        connectsPerSecond);
  }

  /** This, denying those hosts, too. */
  Egress denying(List<String> more) {
    return new Egress(
        allow,
        allowInProduction,
        Stream.concat(deny.stream(), more.stream()).distinct().toList(),
        nat64Prefixes,
        ports,
        dnsTimeout,
        connectionsPerAddress,
        connectsPerSecond);
  }

  /** This, with other private places that may be visited. */
  public Egress allowingOnly(List<String> places) {
    return new Egress(
        places,
        allowInProduction,
        deny,
        nat64Prefixes,
        ports,
        dnsTimeout,
        connectionsPerAddress,
        connectsPerSecond);
  }
}
