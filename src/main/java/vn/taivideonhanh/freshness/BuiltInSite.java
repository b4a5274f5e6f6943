package vn.taivideonhanh.freshness;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.egress.Intake;
import vn.taivideonhanh.extract.Extractors;

/**
 * Pages of our own on loopback, one for each way in which a page names its video, and a guard that
 * leads to them: so a version is tried where there are no sites, too. Its methods block.
 */
final class BuiltInSite implements AutoCloseable {
  /** The names of its pages. */
  static final Set<String> NAMES =
      Set.of("built-in-sources", "built-in-player", "built-in-hls", "built-in-dash");

  private static final List<String> FILES =
      List.of("sources.html", "player.html", "hls.html", "dash.html", "main.m3u8", "main.mpd");

  private final HttpServer server;
  private final EgressGuard guard;
  private final AppConfig config;

  private BuiltInSite(HttpServer server, EgressGuard guard, AppConfig config) {
    this.server = server;
    this.guard = guard;
    this.config = config;
  }

  static BuiltInSite open(Vertx vertx, AppConfig config) {
    var files = read();
    var server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(request -> answer(request, files))
            .listen()
            .await();
    var here = config.visiting("127.0.0.1:" + server.actualPort());
    return new BuiltInSite(server, EgressGuard.start(vertx, here).await(), here);
  }

  private static Map<String, Buffer> read() {
    var files = new HashMap<String, Buffer>();
    for (var name : FILES) {
      try (var in = BuiltInSite.class.getResourceAsStream("/canary/" + name)) {
        if (in == null) {
          throw new IllegalStateException(name + " is missing in the jar");
        }
        files.put("/" + name, Buffer.buffer(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** What is no file of ours is a short video: nobody reads it. */
  private static void answer(HttpServerRequest request, Map<String, Buffer> files) {
    var file = files.getOrDefault(request.path(), Buffer.buffer("video"));
    var _ =
        request
            .response()
            .putHeader("Content-Type", type(String.valueOf(request.path())))
            .end(file);
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "m3u8" -> "application/vnd.apple.mpegurl";
      case "mpd" -> "application/dash+xml";
      default -> "video/mp4";
    };
  }

  /** What a version must find there. */
  List<Page> pages() {
    return List.of(page("sources", 2), page("player", 1), page("hls", 3), page("dash", 2));
  }

  private Page page(String name, int formats) {
    var url = "http://127.0.0.1:%d/%s.html".formatted(server.actualPort(), name);
    return new Page("built-in-" + name, url, formats, "Canary");
  }

  /** What an extractor that reads them is kept in. */
  Extractors.Bounds bounds() {
    return new Extractors.Bounds(new Intake(config.egress(), null)::canonicalSource, guard);
  }

  @Override
  public void close() {
    Future.join(guard.close(), server.close()).otherwiseEmpty().await();
  }
}
