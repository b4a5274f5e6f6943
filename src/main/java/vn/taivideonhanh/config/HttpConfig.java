package vn.taivideonhanh.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The web server.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param publicUrl how clients reach the server, when it stands behind a proxy
 * @param publicHosts the names that a request's Host may have; empty allows every one
 * @param instances event loops that serve; 0 is one a core
 * @param trustedProxies CIDR blocks whose X-Forwarded-For is believed
 * @param idleTimeout of a connection on which nothing moves, streams excepted
 * @param headerTimeout from the connection's start to its first complete request
 * @param bodyTimeout for a request's body
 * @param connectionsPerAddress open at once, 1 to 100,000; and requests at once behind a proxy
 */
public record HttpConfig(
    String host,
    int port,
    @Nullable URI publicUrl,
    List<String> publicHosts,
    int instances,
    List<String> trustedProxies,
    Duration idleTimeout,
    Duration headerTimeout,
    Duration bodyTimeout,
    int connectionsPerAddress) {
  public HttpConfig {
    Check.range(port, 0, 65_535, "http.port");
    Check.range(instances, 0, 256, "http.instances");
    Check.range(connectionsPerAddress, 1, 100_000, "http.connectionsPerAddress");
    trustedProxies = List.copyOf(trustedProxies);
    publicHosts = List.copyOf(publicHosts);
    for (var name : publicHosts) {
      Check.that(
          name.matches("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]"),
          "http.publicHosts",
          "must be names without a port, not \"" + name + "\"");
    }
  }

  /** Whether only programs of this machine can connect. */
  public boolean onLoopback() {
    return isLoopback(host);
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("::1")
        || host.equals("[::1]");
  }
}
