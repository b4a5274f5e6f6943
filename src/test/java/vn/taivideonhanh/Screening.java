package vn.taivideonhanh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.taivideonhanh.browser.Chromium;
import vn.taivideonhanh.browser.MediaSite;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.it.Api;
import vn.taivideonhanh.redis.RedisAddress;

/**
 * A site of media, a whole server that may visit it, and a Chromium that plays what comes of it.
 */
final class Screening implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final MediaSite site = new MediaSite(vertx);
  private final Server server;
  private final Api api;

  Screening(RedisAddress redis) {
    var config = ConfigLoader.load(null, settings(redis));
    server = Server.start(new ConfigWatcher(config, null));
    api = new Api(server.origin());
  }

  private Map<String, String> settings(RedisAddress redis) {
    var tools = System.getenv().getOrDefault("TVN_TEST_TOOLS", "data");
    var settings = new HashMap<String, String>();
    settings.put("TVN_DATA_DIR", Path.of(tools).toAbsolutePath().toString());
    settings.put("TVN_REDIS_URL", redis.url());
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    settings.put("TVN_HTTP_PORT", "0");
    settings.put("TVN_EGRESS_ALLOW", site.pair());
    settings.put("TVN_ANALYSIS_WORKERS", "1");
    return settings;
  }

  MediaSite site() {
    return site;
  }

  Api api() {
    return api;
  }

  /** Of the server: {@code http://127.0.0.1:PORT}. */
  String origin() {
    return server.origin();
  }

  /** What yt-dlp finds on the site. */
  JsonObject analysis() throws Exception {
    return api.analyse(site.url());
  }

  /**
   * Plays streams on one page.
   *
   * @param profile an empty folder
   * @param streams as {@code play.js} wants them
   */
  List<JsonObject> play(Path profile, List<JsonObject> streams) throws Exception {
    try (var script = Screening.class.getResourceAsStream("/browser/play.js");
        var page = new Chromium(profile, server.origin())) {
      var text = new String(requireNonNull(script).readAllBytes(), UTF_8);
      var played = page.run("(" + text + ")(" + new JsonArray(streams).encode() + ")");
      return ((JsonArray) played).stream().map(JsonObject.class::cast).toList();
    }
  }

  @Override
  public void close() throws IOException {
    api.close();
    server.stop();
    site.close();
    vertx.close().await();
  }
}
