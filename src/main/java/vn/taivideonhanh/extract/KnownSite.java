package vn.taivideonhanh.extract;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Names for the sites that most people come with. What is counted by site has these names and one
 * for all the rest, so that visitors cannot make labels.
 */
final class KnownSite {
  private static final String OTHER = "other";
  private static final Map<String, String> BY_DOMAIN =
      Map.ofEntries(
          Map.entry("youtube.com", "youtube"),
          Map.entry("youtu.be", "youtube"),
          Map.entry("tiktok.com", "tiktok"),
          Map.entry("facebook.com", "facebook"),
          Map.entry("fb.watch", "facebook"),
          Map.entry("instagram.com", "instagram"),
          Map.entry("twitter.com", "x"),
          Map.entry("x.com", "x"),
          Map.entry("vimeo.com", "vimeo"),
          Map.entry("dailymotion.com", "dailymotion"),
          Map.entry("twitch.tv", "twitch"),
          Map.entry("soundcloud.com", "soundcloud"),
          Map.entry("bilibili.com", "bilibili"),
          Map.entry("reddit.com", "reddit"),
          Map.entry("zing.vn", "zing"),
          Map.entry("zingmp3.vn", "zing"),
          Map.entry("vtv.vn", "vtv"));

  private KnownSite() {}

  /** Whether a name is that of one site, not of all the rest. */
  static boolean isOne(String name) {
    return !name.equals(OTHER);
  }

  /**
   * The name of the site of a canonical address.
   *
   * @return of a list that does not grow
   */
  static String of(String url) {
    var host = URI.create(url).getHost();
    if (host == null) {
      return OTHER;
    }
    var domain = host.toLowerCase(Locale.ROOT);
    while (domain.indexOf('.') >= 0) {
      var name = BY_DOMAIN.get(domain);
      if (name != null) {
        return name;
      }
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    return OTHER;
  }
}
