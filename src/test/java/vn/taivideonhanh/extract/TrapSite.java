package vn.taivideonhanh.extract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A site whose pages send visitors to an address of this machine that they must not reach. */
final class TrapSite implements AutoCloseable {
  private final HttpServer server;
  private final String inner;

  /** The header fields of every request. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  /**
   * Starts it.
   *
   * @param inner host and port
   */
  TrapSite(String inner) throws IOException {
    this.inner = inner;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String pair() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url(String path) {
    return "http://" + pair() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      seen.add(exchange.getRequestHeaders().keySet().toString());
      var path = exchange.getRequestURI().getPath();
      if (path.startsWith("/to-")) {
        var scheme = path.substring(4).replaceAll("/.*", "");
        exchange.getResponseHeaders().add("Location", scheme + "://" + inner + "/v.mp4");
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      var body = page(path).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type(path));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String type(String path) {
    if (path.endsWith(".m3u8")) {
      return "application/vnd.apple.mpegurl";
    }
    return path.endsWith(".mp4") ? "video/mp4" : "text/html; charset=utf-8";
  }

  private String page(String path) {
    var there = "http://" + inner;
    return switch (path) {
      case "/good.html" -> "<title>Good</title><video><source src='/a.mp4'></video>";
      case "/trap.html" -> "<title>Trap</title><video><source src='/to-http/v.mp4'></video>";
      case "/a.mp4" -> "a";
      case "/manifest.html" -> "<title>x</title><video src='%s/m.m3u8'></video>".formatted(there);
      case "/moved-manifest.html" -> "<title>x</title><video src='/to-http/m.m3u8'></video>";
      case "/twitter.html" ->
          "<meta name='twitter:player' content='%s/embed/1'><title>x</title>".formatted(there);
      case "/refresh.html" ->
          "<meta http-equiv=\"refresh\" content=\"0; url=%s/v\">".formatted(there);
      case "/linked.html" ->
          """
          <title>x</title><script type="application/ld+json">{"@context":"https://schema.org",
          "@type":"VideoObject","name":"x","contentUrl":"%s/v.m3u8","embedUrl":"%s/e"}</script>
          """
              .formatted(there, there);
      default -> "nothing";
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
