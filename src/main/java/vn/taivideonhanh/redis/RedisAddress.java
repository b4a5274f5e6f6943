package vn.taivideonhanh.redis;

import org.jspecify.annotations.Nullable;

/**
 * Where a server is and how to be let in.
 *
 * @param url {@code redis://}, {@code rediss://} or {@code unix://}
 * @param password null where none is needed or the url holds it
 */
public record RedisAddress(String url, @Nullable String password) {
  /** The url without whom and with what: fit for a log. */
  @Override
  public String toString() {
    return url.replaceFirst("//[^/@]*@", "//");
  }
}
