package vn.taivideonhanh.extract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A site on loopback with one page for each way in which a page can name its video. */
final class TestSite implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Counts down when somebody waits for the page that never comes. */
  TestSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.equals("/stall.html")) {
        closing.await();
      }
      var body = pages().get(path);
      var bytes = (body == null ? "nothing" : body).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type(path));
      exchange.sendResponseHeaders(status(path, body), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int status(String path, @Nullable String body) {
    if (path.equals("/busy.html")) {
      return 429;
    }
    return body == null ? 404 : 200;
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "m3u8" -> "application/vnd.apple.mpegurl";
      case "mpd" -> "application/dash+xml";
      case "webm" -> "video/webm";
      default -> "video/mp4";
    };
  }

  private Map<String, String> pages() {
    return Map.ofEntries(
        Map.entry(
            "/sources.html",
            page("<video><source src='/a.mp4' type='video/mp4'><source src='/b.webm'></video>")),
        Map.entry("/linked.html", page(linked())),
        Map.entry("/hls.html", page("<video src='/master.m3u8'></video>")),
        Map.entry("/dash.html", page("<video><source src='/main.mpd'></video>")),
        Map.entry("/board.html", page("<video><source src='/board.mpd'></video>")),
        Map.entry("/nothing.html", page("<p>Only text.</p>")),
        Map.entry("/busy.html", page("<p>Later.</p>")),
        Map.entry("/bomb.html", page("<iframe ".repeat(4096))),
        Map.entry(
            "/hostile.html",
            page(
                """
                <script>jwplayer("p").setup({"title":"x","image":"javascript:alert(1)","sources":[
                {"file":"/a.mp4","label":"good"},{"file":"rtmp://127.0.0.1/x","label":"rtmp"},
                {"file":"ftp://127.0.0.1/a.mp4","label":"ftp"},
                {"file":"file:///etc/passwd","label":"file"}]});</script>
                """)),
        Map.entry("/a.mp4", "a"),
        Map.entry("/b.webm", "b"),
        Map.entry("/master.m3u8", MASTER),
        Map.entry("/low.m3u8", PARTS),
        Map.entry("/one.ts", "one-"),
        Map.entry("/two.ts", "two"),
        Map.entry("/main.mpd", MANIFEST),
        Map.entry("/board.mpd", MANIFEST.replace("</Period>", BOARD + "</Period>")));
  }

  private static String page(String body) {
    return "<html><head><title>A\u202e title</title></head><body>" + body + "</body></html>";
  }

  private String linked() {
    return """
    <script type="application/ld+json">{"@context":"https://schema.org","@type":"VideoObject",
    "name":"Linked","contentUrl":"%s","duration":"PT1M5S","uploadDate":"2026-01-02"}</script>
    """
        .formatted(url("/a.mp4"));
  }

  private static final String MASTER =
      """
      #EXTM3U
      #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Tieng Viet",LANGUAGE="vi",URI="audio.m3u8"
      #EXT-X-STREAM-INF:BANDWIDTH=2000000,RESOLUTION=1280x720,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a"
      high.m3u8
      #EXT-X-STREAM-INF:BANDWIDTH=500000,RESOLUTION=640x360,CODECS="avc1.64001e,mp4a.40.2",AUDIO="a"
      low.m3u8
      """;

  private static final String PARTS =
      """
      #EXTM3U
      #EXT-X-TARGETDURATION:4
      #EXTINF:4,
      one.ts
      #EXTINF:4,
      two.ts
      #EXT-X-ENDLIST
      """;

  private static final String MANIFEST =
      """
      <?xml version="1.0"?>
      <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT8S">
      <Period><AdaptationSet mimeType="video/mp4">
      <SegmentTemplate timescale="1" duration="4" media="v-$Number$.m4s" initialization="v-init.mp4"/>
      <Representation id="v1" bandwidth="1000000" codecs="avc1.64001f" width="1280" height="720"/>
      </AdaptationSet><AdaptationSet mimeType="audio/mp4" lang="en">
      <SegmentTemplate timescale="1" duration="4" media="a-$Number$.m4s" initialization="a-init.mp4"/>
      <Representation id="a1" bandwidth="128000" codecs="mp4a.40.2"/>
      </AdaptationSet></Period></MPD>
      """;

  private static final String BOARD =
      """
      <AdaptationSet mimeType="image/jpeg" contentType="image">
      <EssentialProperty schemeIdUri="http://dashif.org/thumbnail_tile" value="4x3"/>
      <SegmentTemplate timescale="1" duration="6" media="b-$Number$.jpg"/>
      <Representation id="board-1" bandwidth="10000" width="640" height="270"/>
      </AdaptationSet>
      """;

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
