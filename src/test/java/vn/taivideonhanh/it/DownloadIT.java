package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paste a link, get the file. */
class DownloadIT {
  private static Stage stage;
  private static Api api;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage(Map.of("TVN_RELAY_RETRIES", "1"));
    api = stage.api();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
  }

  @Test
  void a_direct_download_is_the_origins_file_to_the_bit() throws Exception {
    var token = direct("/watch/described");
    var answer = api.download(token, folder.resolve("clip.mp4"));

    assertThat(answer.statusCode()).isEqualTo(200);
    var origin = stage.site().file("clip-720p.mp4");
    assertThat(Played.sha256(answer.body())).isEqualTo(Played.sha256(origin));
    assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(Files.size(origin));
    assertThat(answer.headers().firstValue("accept-ranges")).hasValue("bytes");
    assertThat(answer.headers().firstValue("etag").orElseThrow()).startsWith("\"");
    assertThat(answer.headers().firstValue("content-disposition").orElseThrow())
        .startsWith("attachment")
        .contains("filename*=UTF-8''S%C3%B4ng%20H%C6%B0%C6%A1ng");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
  }

  @Test
  void a_merged_preset_plays_with_both_tracks() throws Exception {
    var analysis = api.analyse(stage.site().address("/watch/adaptive"));
    var token = api.token(analysis, Api.preset(analysis, "video", "exact-mux"));
    assertThat(token.getJsonObject("size").getString("kind")).isEqualTo("exact");
    var answer = api.download(token, folder.resolve("merged"));
    assertThat(answer.headers().firstValueAsLong("content-length"))
        .hasValue(token.getJsonObject("size").getLong("bytes"));
    var file = answer.body();

    var played = Played.of(file);
    assertThat(played.codecs()).hasSize(2);
    assertThat(played.codecs().getFirst()).isIn("h264", "vp9");
    assertThat(played.codecs().getLast()).isIn("aac", "opus");
    assertThat(played.seconds()).isCloseTo(12, within(0.5));
  }

  @Test
  void an_interrupted_download_is_resumed_to_the_same_file() throws Exception {
    var token = direct("/watch/long");
    var origin = Files.readAllBytes(stage.site().file("long-720p.mp4"));
    var open = api.send(api.stream(token).build(), BodyHandlers.ofInputStream());
    byte[] start;
    try (var body = open.body()) {
      start = body.readNBytes(3_000_000);
    }
    var tag = open.headers().firstValue("etag").orElseThrow();

    var rest = ranged(token, start.length + "-", tag);
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.headers().firstValue("content-range"))
        .hasValue("bytes %d-%d/%d".formatted(start.length, origin.length - 1, origin.length));
    var whole = Arrays.copyOf(start, origin.length);
    System.arraycopy(rest.body(), 0, whole, start.length, rest.body().length);
    assertThat(Played.sha256(whole)).isEqualTo(Played.sha256(origin));
  }

  @Test
  void fifty_random_ranges_are_the_origins_bytes() throws Exception {
    var token = direct("/watch/long");
    var origin = Files.readAllBytes(stage.site().file("long-720p.mp4"));
    var random = new Random(50);
    for (var i = 0; i < 50; i++) {
      var from = random.nextInt(origin.length);
      var to = Math.min(origin.length - 1, from + random.nextInt(300_000));
      var part = ranged(token, from + "-" + to, "");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(Arrays.equals(part.body(), Arrays.copyOfRange(origin, from, to + 1)))
          .as("bytes %d-%d", from, to)
          .isTrue();
    }
    var beyond = ranged(token, origin.length + "-", "");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("content-range")).hasValue("bytes */" + origin.length);
  }

  @Test
  void a_source_that_is_cut_at_half_is_never_a_whole_file() throws Exception {
    var token = direct("/fault/cut/watch/described");
    assertThatThrownBy(() -> api.download(token, folder.resolve("half.mp4")))
        .isInstanceOf(IOException.class);
    Eventually.that(
        Duration.ofSeconds(10),
        () -> api.text("/metrics").lines().anyMatch(DownloadIT::tellsOfACut));
  }

  private static boolean tellsOfACut(String line) {
    return line.contains("outcome=\"cut\"") && !line.endsWith(" 0.0");
  }

  @Test
  void the_log_holds_no_token() throws Exception {
    var token = direct("/watch/progressive");
    var _ = api.download(token, folder.resolve("clip"));
    assertThat(stage.server().log()).doesNotContain(token.getString("token"));
  }

  private static JsonObject direct(String path) throws Exception {
    var analysis = api.analyse(stage.site().address(path));
    return api.token(analysis, Api.preset(analysis, "video", "direct"));
  }

  private static HttpResponse<byte[]> ranged(JsonObject token, String range, String tag)
      throws Exception {
    HttpRequest.Builder request = api.stream(token).header("Range", "bytes=" + range);
    if (!tag.isEmpty()) {
      var _ = request.header("If-Range", tag);
    }
    return api.send(request.build(), BodyHandlers.ofByteArray());
  }
}
