package vn.taivideonhanh.hostile;

import java.util.Map;
import java.util.TreeMap;
import vn.taivideonhanh.hostile.HostileSite.Answer;

/** Pages that lead astray: {@code /page/...}, and one that does not. */
final class Pages {
  static final Answer GOOD =
      html("<title>Good</title><video><source src='/file/short.mp4'></video>");

  private Pages() {}

  static Map<String, Answer> all(Places places) {
    var pages = new TreeMap<String, Answer>();
    places
        .all()
        .forEach((word, place) -> {
          pages.put("/page/naming-" + word, html(everywhere(place)));
        });
    places
        .some()
        .forEach((word, place) -> {
          pages.put("/page/moved-" + word, Answer.redirect(place));
          pages.put("/to/" + word, Answer.redirect(place));
        });
    pages.put(
        "/page/refreshed",
        html("<meta http-equiv='refresh' content='0; url=%sv'>".formatted(places.inside())));
    pages.put("/page/redirected-for-ever", Answer.redirect("/page/redirected-for-ever"));
    pages.put(
        "/page/titled",
        html(
            "<title>&lt;svg onload=alert(1)&gt;&#13;&#10;X: y &#x202e;4pm.</title><video src='/file/short.mp4'></video>"));
    pages.put("/page/feed", Answer.of("application/rss+xml", feed(places)));
    pages.put("/page/smil", Answer.of("application/smil+xml", smil(places)));
    pages.put("/page/xspf", Answer.of("application/xspf+xml", xspf(places)));
    pages.put(
        "/page/mixed",
        html(player("/file/short.mp4", places.inside() + "v.mp4", "file:///etc/passwd")));
    return pages;
  }

  static Answer html(String body) {
    return Answer.of("text/html; charset=utf-8", body);
  }

  /** A page that names a place wherever extractors look for media. */
  private static String everywhere(String place) {
    return """
    <title>x</title><link rel="canonical" href="%1$s">
    <meta property="og:video" content="%1$s"><meta property="og:image" content="%1$s">
    <meta name="twitter:player" content="%1$s"><meta name="twitter:player:stream" content="%1$s">
    <script type="application/ld+json">{"@context":"https://schema.org","@type":"VideoObject",
    "name":"x","contentUrl":"%1$s","embedUrl":"%1$s","thumbnailUrl":"%1$s"}</script>
    <iframe src="%1$s"></iframe><embed src="%1$s"><object data="%1$s"></object>
    <video src="%1$s"><source src="%1$s" type="video/mp4"><track src="%1$s" srclang="en"></video>
    """
            .formatted(place)
        + player(place, place + "?list.m3u8", place + "?list.mpd");
  }

  private static String player(String... files) {
    var sources = new StringBuilder();
    for (var file : files) {
      sources.append("{\"file\":\"%s\",\"label\":\"x\"},".formatted(file));
    }
    sources.setLength(sources.length() - 1);
    return """
    <script>jwplayer("p").setup({"title":"x","image":"%1$s","sources":[%2$s],
    "tracks":[{"file":"%1$s","kind":"captions","label":"en"}]});</script>
    """
        .formatted(files[files.length - 1], sources);
  }

  private static String feed(Places places) {
    var items = new StringBuilder();
    places
        .all()
        .values()
        .forEach(place ->
            items.append(
                "<item><title>x</title><link>%1$s</link><enclosure url='%1$s'/></item>"
                    .formatted(place.replace("&", "&amp;"))));
    return "<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>%s</channel></rss>"
        .formatted(items);
  }

  private static String smil(Places places) {
    var videos = new StringBuilder();
    places
        .all()
        .values()
        .forEach(
            place -> videos.append("<video src='%s' system-bitrate='1000'/>".formatted(place)));
    return "<?xml version='1.0'?><smil><head><meta base='%s'/></head><body><switch>%s</switch></body></smil>"
        .formatted(places.inside(), videos);
  }

  private static String xspf(Places places) {
    var tracks = new StringBuilder();
    places
        .all()
        .values()
        .forEach(place ->
            tracks.append(
                "<track><title>x</title><location>%s</location></track>".formatted(place)));
    return "<?xml version='1.0'?><playlist version='1' xmlns='http://xspf.org/ns/0/'><trackList>%s</trackList></playlist>"
        .formatted(tracks);
  }
}
