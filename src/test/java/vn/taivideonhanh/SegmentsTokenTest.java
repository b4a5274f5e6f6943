package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.demo.DemoSite;
import vn.taivideonhanh.it.Api;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/** HLS in fragments from its page to the last byte, through a whole server and the next one. */
@ExtendWith(RedisExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentsTokenTest {
  private final Vertx vertx = Vertx.vertx();
  private DemoSite site;
  private Map<String, String> settings;

  @BeforeAll
  void open(RedisAddress redis) {
    site = DemoSite.start(vertx, Path.of("target", "demo"), 0).await();
    settings = new HashMap<>();
    var tools = System.getenv().getOrDefault("TVN_TEST_TOOLS", "data");
    settings.put("TVN_DATA_DIR", Path.of(tools).toAbsolutePath().toString());
    settings.put("TVN_REDIS_URL", redis.url());
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    settings.put("TVN_HTTP_PORT", "0");
    settings.put("TVN_EGRESS_ALLOW", "127.0.0.1:" + site.port());
  }

  @AfterAll
  void close() {
    site.close().await();
    vertx.close().await();
  }

  @Test
  void a_token_of_playlists_is_exact_and_resumes_at_the_next_server() throws Exception {
    var server = start();
    JsonObject token;
    HttpResponse<byte[]> whole;
    try (var api = new Api(server.origin())) {
      token = token(api);
      whole = api.send(api.stream(token).build(), BodyHandlers.ofByteArray());
      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(whole.body()).hasSize(token.getJsonObject("size").getInteger("bytes"));
      same(api, token, whole);
    } finally {
      server.stop();
    }
    var next = start();
    try (var api = new Api(next.origin())) {
      same(api, token, whole);
    } finally {
      next.stop();
    }
  }

  private JsonObject token(Api api) throws Exception {
    var analysis = api.analyse(site.address("/watch/hls-fmp4"));
    var token = api.token(analysis, Api.preset(analysis, "video", "mux"));
    assertThat(token.getString("lane")).isEqualTo("segments");
    assertThat(token.getBoolean("resumable")).isTrue();
    assertThat(token.getJsonObject("size").getString("kind")).isEqualTo("exact");
    return token;
  }

  /** Whether a part of it is what it was, on the condition that it is of the same file. */
  private static void same(Api api, JsonObject token, HttpResponse<byte[]> whole) throws Exception {
    int from = whole.body().length / 2;
    var tag = whole.headers().firstValue("etag").orElseThrow();
    var request = api.stream(token).header("Range", "bytes=" + from + "-").header("If-Range", tag);
    var rest = api.send(request.build(), BodyHandlers.ofByteArray());
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), from, whole.body().length));
  }

  private Server start() {
    return Server.start(new ConfigWatcher(ConfigLoader.load(null, settings), null));
  }
}
