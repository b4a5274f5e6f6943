package vn.taivideonhanh.redis;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;

/**
 * Where a server is and how to be let in.
 *
 * @param urls {@code redis://}, {@code rediss://} or {@code unix://}; of several the one that is
 *     the primary is used, or, of a cluster, whichever answers first
 * @param cluster whether they are nodes of a Redis Cluster
 * @param password null where none is needed or the url holds it
 * @param sentinel the name by which the urls, which are Sentinels then, know the primary; else null
 */
public record RedisAddress(
    List<String> urls, boolean cluster, @Nullable String password, @Nullable String sentinel) {
  public RedisAddress {
    urls = List.copyOf(urls);
  }

  /**
   * One server, or a primary and its replicas.
   *
   * @param url several are separated by commas
   */
  public RedisAddress(String url, @Nullable String password) {
    this(List.of(url.split(",", -1)), false, password, null);
  }

  /** What is configured. */
  public static RedisAddress of(String url, AppConfig.Redis redis) {
    return new RedisAddress(url, redis.password())
        .inCluster(redis.cluster())
        .watchedAs(redis.sentinel());
  }

  /** The same as nodes of a cluster, or not. */
  public RedisAddress inCluster(boolean is) {
    return new RedisAddress(urls, is, password, sentinel);
  }

  /** The same as Sentinels that watch a primary of that name, or, with null, as servers. */
  public RedisAddress watchedAs(@Nullable String name) {
    return new RedisAddress(urls, cluster, password, name);
  }

  /** The first one. */
  public String url() {
    return urls.getFirst();
  }

  /**
   * Another server of the same kind: with its protocol, database and password, and, unless the urls
   * are Sentinels, which have passwords of their own, its user.
   */
  RedisAddress at(String host, String port) {
    var model = URI.create(url());
    var user =
        model.getRawUserInfo() == null || sentinel != null ? "" : model.getRawUserInfo() + "@";
    var name = host.isEmpty() ? model.getHost() : host.contains(":") ? "[" + host + "]" : host;
    var path = model.getRawPath() == null ? "" : model.getRawPath();
    return new RedisAddress(model.getScheme() + "://" + user + name + ":" + port + path, password);
  }

  /** The urls without whom and with what: fit for a log. */
  @Override
  public String toString() {
    return urls.stream()
        .map(url -> url.replaceFirst("//[^/@]*@", "//"))
        .collect(Collectors.joining(","));
  }
}
