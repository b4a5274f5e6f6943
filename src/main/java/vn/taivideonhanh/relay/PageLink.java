package vn.taivideonhanh.relay;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page as it may be kept: without a fragment, without a user, and with those parts
 * of the query only that are known to name a video. All others may be secrets.
 */
final class PageLink {
  private static final Set<String> NAMING =
      Set.of("v", "vid", "video", "video_id", "videoid", "viewkey", "id", "list", "p", "clip");

  private static final int LONGEST_VALUE = 64;

  private PageLink() {}

  /** Null when it is no address. */
  static @Nullable String of(String url) {
    try {
      var page = URI.create(url);
      var query = query(page.getRawQuery());
      if (page.getHost() == null) {
        return null;
      }
      var port = page.getPort() < 0 ? "" : ":" + page.getPort();
      return page.getScheme() + "://" + page.getHost() + port + page.getRawPath() + query;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static String query(@Nullable String query) {
    if (query == null) {
      return "";
    }
    var kept =
        Arrays.stream(query.split("&")).filter(PageLink::naming).collect(Collectors.joining("&"));
    return kept.isEmpty() ? "" : "?" + kept;
  }

  private static boolean naming(String parameter) {
    var equals = parameter.indexOf('=');
    return equals > 0
        && NAMING.contains(parameter.substring(0, equals))
        && parameter.length() - equals <= LONGEST_VALUE;
  }
}
