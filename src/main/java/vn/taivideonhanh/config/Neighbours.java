package vn.taivideonhanh.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts that this server works with, which no stranger may have it visit. */
final class Neighbours {
  private Neighbours() {}

  static List<String> of(HttpConfig http, AppConfig.Redis redis, Cluster cluster, Mail mail) {
    var hosts = new ArrayList<String>();
    if (redis.url() != null) {
      List.of(redis.url().split(",", -1)).forEach(url -> add(hosts, host(url)));
    }
    if (cluster.enabled()) {
      add(hosts, cluster.host());
      cluster.members().forEach(member -> add(hosts, host("tcp://" + member)));
      add(hosts, cluster.dns());
    }
    add(hosts, mail.host());
    var own = http.publicUrl() == null ? null : http.publicUrl().getHost();
    // A name may lead to a network that delivers other sites, too; the intake rule knows the name.
    add(hosts, own != null && own.matches("[0-9.]+|\\[.*]") ? own : null);
    return hosts;
  }

  /** What cannot be read is refused by the part that uses it, with a better sentence. */
  private static @Nullable String host(String url) {
    try {
      return new URI(url).getHost();
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static void add(List<String> hosts, @Nullable String host) {
    if (host != null) {
      hosts.add(host.replaceAll("[\\[\\]]", ""));
    }
  }
}
