package vn.taivideonhanh.freshness;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import vn.taivideonhanh.redis.RedisStore;

/** A data directory with an installed yt-dlp, a server of releases, and sites with videos. */
final class Scene implements AutoCloseable {
  static final String OLD = "2026.10.26";
  static final String NEW = "2026.11.20";
  static final String NEWER = "2026.11.21";
  static final String PAGE = "<html><title>x</title><video src='/a.mp4'></video></html>";

  final ReleaseServer server = new ReleaseServer();
  private final Path data;
  private final RedisStore store;
  private final List<HttpServer> sites = new ArrayList<>();

  Scene(Path data, RedisStore store) throws IOException {
    this.data = data;
    this.store = store;
    install(data);
  }

  private static void install(Path folder) throws IOException {
    YtDlpCopy.of(OLD).writeTo(folder.resolve("tools").resolve("yt-dlp"));
  }

  /** A node there; the settings are names and values of environment variables. */
  Node node(String... more) throws Exception {
    var settings = new HashMap<String, String>();
    settings.put("TVN_RELEASES_URL", server.url());
    settings.put("TVN_RELEASES_KEY", "");
    for (var i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return new Node(data, store, settings);
  }

  /** A node on a disk of its own. */
  Node another() throws Exception {
    var other = Files.createTempDirectory(data, "other");
    install(other);
    return new Node(other, store, Map.of("TVN_RELEASES_URL", server.url(), "TVN_RELEASES_KEY", ""));
  }

  /** A site on a port of its own, of which every page has a video. */
  String site() throws IOException {
    return site(exchange -> {
      try (exchange) {
        var body = PAGE.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    });
  }

  String site(HttpHandler pages) throws IOException {
    var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    site.createContext("/", pages);
    site.start();
    sites.add(site);
    return "127.0.0.1:" + site.getAddress().getPort();
  }

  @Override
  public void close() {
    server.close();
    sites.forEach(site -> site.stop(0));
  }
}
