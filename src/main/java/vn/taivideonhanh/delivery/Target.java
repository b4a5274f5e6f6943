package vn.taivideonhanh.delivery;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import vn.taivideonhanh.media.Reference;
import vn.taivideonhanh.media.Source;

/** An address and the headers that its site wants. */
record Target(String url, Map<String, String> headers) {
  Target {
    headers = Map.copyOf(headers);
  }

  static Target of(Source source) {
    return new Target(source.url(), source.headers());
  }

  /**
   * Something that this one names, as a playlist names its parts. Another host gets what a browser
   * would tell it: of the page before, its origin only.
   *
   * @throws IllegalArgumentException for a reference that is no address
   */
  Target at(String reference) {
    var base = URI.create(url);
    var named = Reference.resolve(url, reference);
    if (Objects.equals(named.getRawAuthority(), base.getRawAuthority())) {
      return new Target(named.toString(), headers);
    }
    var fewer = new HashMap<>(headers);
    fewer.computeIfPresent("Referer", (_, page) -> origin(page));
    return new Target(named.toString(), fewer);
  }

  private static String origin(String page) {
    return URI.create(page).resolve("/").toString();
  }
}
