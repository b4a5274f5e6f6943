package vn.taivideonhanh;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;

/**
 * {@code --rehearse}: one short run of the whole server on a free port, with a folder, a store and
 * a page of its own, from the analysis to the last byte. A JVM that is told to keep what it learns
 * ({@code -XX:AOTCacheOutput}, JEP 514) starts in a third of the time with it. Used from the main
 * thread, which may wait.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final String PAGE =
      "<!doctype html><title>Rehearsal</title><video src=\"/clip.mp4\"></video>";
  private static final Buffer CLIP = Buffer.buffer(new byte[1 << 20]);
  private static final int MOST_CHANGES = 10;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final List<String> PAGES =
      List.of("/", "/docs", "/openapi.json", "/api/monitoring/health", "/metrics");

  private final String origin;

  private Rehearsal(String origin) {
    this.origin = origin;
  }

  /**
   * Runs it; everything is undone at its end.
   *
   * @param config whose tools are used
   * @return 0 when all went well
   */
  static int run(AppConfig config) {
    var vertx = Vertx.vertx();
    try {
      var folder = Files.createTempDirectory("tvn-");
      try {
        var site = site(vertx);
        play(settings(config, folder, site.actualPort()), site.actualPort());
        return 0;
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      LOG.error("the rehearsal failed", e);
      return 1;
    } finally {
      vertx.close().await();
    }
  }

  private static HttpServer site(Vertx vertx) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(request -> {
          var clip = request.uri().endsWith(".mp4");
          var _ =
              request
                  .response()
                  .putHeader("Content-Type", clip ? "video/mp4" : "text/html")
                  .end(clip ? CLIP : Buffer.buffer(PAGE));
        })
        .listen()
        .await();
  }

  /** The defaults, on loopback, and nothing of what is configured but the programs. */
  private static Map<String, String> settings(AppConfig config, Path folder, int site) {
    var settings = new HashMap<String, String>();
    settings.put("TVN_HTTP_HOST", "127.0.0.1");
    settings.put("TVN_HTTP_PORT", "0");
    settings.put("TVN_DATA_DIR", folder.toString());
    settings.put("TVN_EGRESS_ALLOW", "127.0.0.1:" + site);
    settings.put("TVN_LOG_LEVEL", "warn");
    settings.put("TVN_RELEASES_URL", "");
    var tools = config.tools();
    put(settings, "TVN_TOOLS_PYTHON", tools.python());
    put(settings, "TVN_TOOLS_FFMPEG", tools.ffmpeg());
    put(settings, "TVN_TOOLS_JAVASCRIPT", tools.javascript());
    var fetched = config.data().dir().toAbsolutePath().resolve("tools").resolve("yt-dlp");
    var ours = Files.exists(fetched) ? fetched : null;
    put(settings, "TVN_TOOLS_YT_DLP", tools.ytDlp() == null ? ours : tools.ytDlp());
    return settings;
  }

  private static void put(Map<String, String> settings, String name, @Nullable Path path) {
    if (path != null) {
      settings.put(name, path.toString());
    }
  }

  private static void play(Map<String, String> settings, int site) throws IOException {
    var config = ConfigLoader.load(null, settings);
    Logging.apply(config.log());
    var server = Server.start(new ConfigWatcher(config, null));
    try {
      new Rehearsal(server.origin()).play("http://127.0.0.1:" + site + "/watch");
    } finally {
      server.stop();
    }
  }

  /** What a person does: looks around, pastes an address, takes the first form. */
  private void play(String page) throws IOException {
    for (var path : PAGES) {
      var _ = get(path);
    }
    var api = "/api/streaming/";
    var asked = post(api + "analyze", new JsonObject().put("url", page));
    var id = asked.getString("requestId");
    var analysis = ended(api + "analyze/" + id + "?wait=30");
    var presets = analysis.getJsonObject("result").getJsonArray("presets");
    var wanted =
        new JsonObject()
            .put("requestId", id)
            .put("preset", presets.getJsonObject(0).getString("id"));
    var stream = get(post(api + "token", wanted).getString("streamUrl"));
    if (stream.length != CLIP.length()) {
      throw new IOException("of the stream came " + stream.length + " bytes");
    }
  }

  /** Each answer comes when something has changed, and there are few changes. */
  private JsonObject ended(String path) throws IOException {
    var analysis = new JsonObject();
    for (var i = 0; i < MOST_CHANGES; i++) {
      analysis = new JsonObject(text(get(path)));
      if ("completed".equals(analysis.getString("state"))) {
        return analysis;
      }
    }
    throw new IOException("the analysis did not end well: " + analysis.encode());
  }

  private byte[] get(String path) throws IOException {
    return answer(open(path));
  }

  private JsonObject post(String path, JsonObject body) throws IOException {
    var connection = open(path);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (var out = connection.getOutputStream()) {
      out.write(body.encode().getBytes(StandardCharsets.UTF_8));
    }
    return new JsonObject(text(answer(connection)));
  }

  private HttpURLConnection open(String path) throws IOException {
    var connection = (HttpURLConnection) URI.create(origin + path).toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    return connection;
  }

  /** Fails for every status from 400 on. */
  private static byte[] answer(HttpURLConnection connection) throws IOException {
    try (var in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
