package vn.taivideonhanh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.browser.Chromium;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/**
 * Merges of every kind of source, made by a whole server from what yt-dlp says of a page, are to
 * the byte what was worked out, and are played by a real Chromium.
 */
@ExtendWith(RedisExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayedMergesTest {
  private static final int RANGES = 20;

  /** How long a picture of the sources is shown, in seconds. */
  private static final double PICTURE = 0.2;

  private static final List<Double> JUMPS = List.of(0.71, 0.13, 0.5);

  /** How a media type names what is inside (RFC 6381). */
  private static final Map<String, String> CODECS =
      Map.of(
          "h264", "avc1.42C00A",
          "h265", "hvc1.1.6.L30.90",
          "av1", "av01.0.00M.08",
          "vp9", "vp09.00.10.08",
          "vp8", "vp8",
          "aac", "mp4a.40.2",
          "opus", "opus",
          "ac3", "ac-3",
          "flac", "flac",
          "vorbis", "vorbis");

  @TempDir static Path directory;

  private final Map<String, Merge> merges = new LinkedHashMap<>();
  private final Map<String, JsonObject> tokens = new HashMap<>();
  private final Map<String, JsonObject> played = new HashMap<>();
  private Screening screening;

  /** What a merge must be. */
  private record Merge(String kind, String first, String second, Buffer bytes, double seconds) {
    String format() {
      return kind + "-" + first + "+" + kind + "-" + second;
    }

    String type() {
      return "video/%s; codecs=\"%s,%s\"".formatted(kind, codec(first), codec(second));
    }
  }

  private JsonObject token(String name) {
    return requireNonNull(tokens.get(name), name);
  }

  private static String codec(String name) {
    return requireNonNull(CODECS.get(name.split("-", -1)[0]), name);
  }

  @BeforeAll
  void start(RedisAddress redis) throws Exception {
    screening = new Screening(redis);
    mp4();
    webm();
    var analysis = screening.analysis();
    for (var merge : merges.entrySet()) {
      var choice = new JsonObject().put("format", merge.getValue().format());
      tokens.put(merge.getKey(), screening.api().open(analysis, choice));
    }
    if (Chromium.program() != null) {
      play();
    }
  }

  private void mp4() throws Exception {
    var takes = vn.taivideonhanh.media.mp4.Takes.all();
    vn.taivideonhanh.media.mp4.Takes.names().forEach(name -> add("mp4", name, takes.file(name)));
    for (var pair : vn.taivideonhanh.media.mp4.Takes.pairs()) {
      if (sound(pair.first())) {
        // A plan always has the video first.
        continue;
      }
      var bytes = takes.merged(pair);
      merges.put(
          "mp4 " + pair,
          new Merge("mp4", pair.first(), pair.second(), Buffer.buffer(bytes), takes.seconds(pair)));
    }
  }

  private void webm() throws Exception {
    var takes = vn.taivideonhanh.media.webm.Takes.all();
    vn.taivideonhanh.media.webm.Takes.names().forEach(name -> add("webm", name, takes.file(name)));
    for (var pair : vn.taivideonhanh.media.webm.Takes.pairs()) {
      if (sound(pair.first())) {
        continue;
      }
      var bytes = takes.merged(pair);
      merges.put(
          "webm " + pair,
          new Merge(
              "webm", pair.first(), pair.second(), Buffer.buffer(bytes), takes.seconds(pair)));
    }
  }

  private void add(String kind, String name, Path file) {
    screening
        .site()
        .add(kind + "-" + name, (sound(name) ? "audio/" : "video/") + kind, codec(name), file);
  }

  private static boolean sound(String name) {
    return Stream.of("aac", "opus", "ac3", "flac", "vorbis").anyMatch(name::startsWith);
  }

  /** All of them, on one page. */
  private void play() throws Exception {
    var streams = new ArrayList<JsonObject>();
    for (var merge : merges.entrySet()) {
      var url = token(merge.getKey()).getString("streamUrl") + "?inline=1";
      var type = merge.getValue().type();
      var jumps = JUMPS.stream().map(share -> share * merge.getValue().seconds()).toList();
      streams.add(JsonObject.of("url", url, "type", type, "jumps", new JsonArray(jumps)));
    }
    var seen = screening.play(Files.createDirectory(directory.resolve("profile")), streams);
    merges.keySet().forEach(name -> played.put(name, seen.get(played.size())));
  }

  @AfterAll
  void stop() throws Exception {
    screening.close();
  }

  @TestFactory
  Stream<DynamicTest> the_bytes_of_each_and_of_its_ranges_are_those_that_were_worked_out() {
    return merges.entrySet().stream()
        .map(it ->
            DynamicTest.dynamicTest(
                it.getKey(), () -> arrives(token(it.getKey()), it.getValue().bytes().getBytes())));
  }

  private void arrives(JsonObject token, byte[] bytes) throws Exception {
    var api = screening.api();
    assertThat(token.getString("lane")).isEqualTo("exact-mux");
    assertThat(token.getJsonObject("size").getLong("bytes")).isEqualTo(bytes.length);
    var whole = api.send(api.stream(token).build(), BodyHandlers.ofByteArray());
    assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
    assertThat(Arrays.equals(whole.body(), bytes)).isTrue();
    var random = new Random(bytes.length);
    for (int i = 0; i < RANGES; i++) {
      int from = random.nextInt(bytes.length);
      int to = from + 1 + random.nextInt(Math.min(bytes.length - from, 1 << random.nextInt(18)));
      var asked = api.stream(token).header("Range", "bytes=" + from + "-" + (to - 1)).build();
      assertThat(api.send(asked, BodyHandlers.ofByteArray()).body())
          .as("%d to %d", from, to)
          .isEqualTo(Arrays.copyOfRange(bytes, from, to));
    }
  }

  @TestFactory
  Stream<DynamicTest> each_plays_in_chromium() {
    return merges.entrySet().stream()
        .map(it ->
            DynamicTest.dynamicTest(
                it.getKey(), () -> plays(it.getKey(), it.getValue().seconds())));
  }

  private void plays(String name, double seconds) {
    var seen = played.get(name);
    Assumptions.assumeTrue(seen != null, "Chromium is not installed");
    if (seen.getString("playable").isEmpty()) {
      assertThat(name).as("only these are beyond Chromium").containsAnyOf("h265", "ac3");
      return;
    }
    assertThat(seen.getString("error")).isNull();
    assertThat(seen.getDouble("duration")).isCloseTo(seconds, within(1e-3));
    assertThat(seen.getDouble("end")).isCloseTo(seconds, within(1e-3));
    assertThat(seen.getInteger("width")).isEqualTo(160);
    assertThat(seen.getInteger("pictures")).isPositive();
    assertThat(seen.getInteger("sound")).isPositive();
    for (int i = 0; i < JUMPS.size(); i++) {
      double asked = JUMPS.get(i) * seconds;
      assertThat(seen.getJsonArray("shown").getDouble(i))
          .isBetween(asked - PICTURE - 1e-3, asked + 1e-3);
    }
  }
}
