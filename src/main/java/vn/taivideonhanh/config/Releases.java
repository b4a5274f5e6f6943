package vn.taivideonhanh.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where newer versions of yt-dlp come from, and what they must show before they are used.
 *
 * @param url the newest release, as GitHub's interface describes it; null asks nobody
 * @param check how often it is asked, from a second
 * @param timeout of one file, from its request to its last byte
 * @param mostMiB of one file, 1 to 256
 * @param key a file of OpenPGP public keys by one of which the list of sums must be signed, or
 *     {@link #PUBLISHED}; null asks for no signature
 * @param keep versions that stay on the disk, 2 to 20
 * @param canaries pages that a version must be able to read; some of our own come first
 * @param warmUp how long a version may take to start
 * @param watch its first analyses are compared with those of the version before, 0 to 10,000
 */
public record Releases(
    @Nullable URI url,
    Duration check,
    Duration timeout,
    int mostMiB,
    @Nullable String key,
    int keep,
    List<Canary> canaries,
    Duration warmUp,
    int watch) {
  /** Stands for the key that yt-dlp's own releases are signed with, which is in the jar. */
  public static final String PUBLISHED = "yt-dlp";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

  public Releases {
    canaries = List.copyOf(canaries);
    Check.that(check.toSeconds() >= 1, "releases.check", "must be a second or more");
    Check.range(mostMiB, 1, 256, "releases.mostMiB");
    Check.range(keep, 2, 20, "releases.keep");
    Check.range(canaries.size(), 0, 20, "releases.canaries");
    Check.range(watch, 0, 10_000, "releases.watch");
    Check.that(
        url == null || trusted(url, key),
        "releases.url",
        "must begin with https:// unless releases.key is set");
  }

  private static boolean trusted(URI url, @Nullable String key) {
    var host = url.getHost();
    return host != null
        && ("https".equals(url.getScheme())
            || ("http".equals(url.getScheme()) && (key != null || LOOPBACK.contains(host))));
  }

  /**
   * A page that a version must be able to read.
   *
   * @param formats that are found at least; null is one
   * @param title that it has; null is any
   */
  public record Canary(String url, @Nullable Integer formats, @Nullable String title) {
    public Canary {
      Check.that(url.matches("https?://\\S{1,2000}"), "releases.canaries", "must be web addresses");
    }
  }
}
