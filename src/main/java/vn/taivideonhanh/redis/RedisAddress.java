package vn.taivideonhanh.redis;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is and how to be let in.
 *
 * @param urls {@code redis://}, {@code rediss://} or {@code unix://}; of several the one that is
 *     the primary is used, or, of a cluster, whichever answers first
 * @param cluster whether they are nodes of a Redis Cluster
 * @param password null where none is needed or the url holds it
 */
public record RedisAddress(List<String> urls, boolean cluster, @Nullable String password) {
  public RedisAddress {
    urls = List.copyOf(urls);
  }

  /**
   * One server, or a primary and its replicas.
   *
   * @param url several are separated by commas
   */
  public RedisAddress(String url, @Nullable String password) {
    this(List.of(url.split(",", -1)), false, password);
  }

  /** The same as nodes of a cluster, or not. */
  public RedisAddress inCluster(boolean is) {
    return new RedisAddress(urls, is, password);
  }

  /** The first one. */
  public String url() {
    return urls.getFirst();
  }

  /** The urls without whom and with what: fit for a log. */
  @Override
  public String toString() {
    return urls.stream()
        .map(url -> url.replaceFirst("//[^/@]*@", "//"))
        .collect(Collectors.joining(","));
  }
}
