package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.it.Api;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/** What {@code relay.splice} does to a whole server: how bytes go, and nothing else. */
@ExtendWith(RedisExtension.class)
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class UnsplicedTest {
  private static final byte[] CLIP = new byte[12 << 20];
  private static final int MOST = 100;
  private static final String PAGE =
      "<!doctype html><title>A clip</title><video src=\"/clip.mp4\"></video>";

  private final Vertx vertx = Vertx.vertx();
  private HttpServer site;

  static {
    new Random(13).nextBytes(CLIP);
  }

  @BeforeEach
  void open() {
    site =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              var clip = request.uri().endsWith(".mp4");
              var _ =
                  request
                      .response()
                      .putHeader("Content-Type", clip ? "video/mp4" : "text/html")
                      .end(clip ? Buffer.buffer(CLIP) : Buffer.buffer(PAGE));
            })
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_download_is_whole_either_way(boolean splice, RedisAddress redis) throws Exception {
    var settings = settings(redis);
    settings.put("TVN_RELAY_SPLICE", Boolean.toString(splice));
    var server = Server.start(new ConfigWatcher(ConfigLoader.load(null, settings), null));
    try (var api = new Api(server.origin())) {
      var analysis = api.analyse("http://127.0.0.1:%d/watch".formatted(site.actualPort()));
      var presets = analysis.getJsonObject("result").getJsonArray("presets");
      // The first streams may come before the kernel's way is found.
      int downloads = 0;
      do {
        var token = api.token(analysis, presets.getJsonObject(0));
        assertThat(token.getString("lane")).isEqualTo("direct");
        var body = api.send(api.stream(token).build(), BodyHandlers.ofByteArray()).body();
        assertThat(Arrays.equals(body, CLIP)).isTrue();
        downloads++;
      } while (splice && spliced(api, server.origin()) == 0 && downloads < MOST);
      assertThat(spliced(api, server.origin()) > 0).isEqualTo(splice);
    } finally {
      server.stop();
    }
  }

  private static double spliced(Api api, String origin) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(origin + "/metrics")).build();
    return api.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("tvn_stream_spliced_bytes_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private Map<String, String> settings(RedisAddress redis) {
    var tools = System.getenv().getOrDefault("TVN_TEST_TOOLS", "data");
    var settings = new HashMap<String, String>();
    settings.put("TVN_DATA_DIR", Path.of(tools).toAbsolutePath().toString());
    settings.put("TVN_HTTP_PORT", "0");
    settings.put("TVN_REDIS_URL", redis.url());
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    settings.put("TVN_EGRESS_ALLOW", "127.0.0.1:" + site.actualPort());
    return settings;
  }
}
