package vn.taivideonhanh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.browser.Chromium;
import vn.taivideonhanh.it.Api;
import vn.taivideonhanh.media.mp4.Counted;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/** Clips that a whole server cuts begin and end in a real Chromium with the right pictures. */
@ExtendWith(RedisExtension.class)
class PlayedClipsTest {
  private static final int SPANS = 100;
  private static final int SPANS_OF_WEBM = 30;
  private static final int PLAIN_SPANS = 24;
  private static final int SPANS_OF_PARTS = 8;
  private static final long MILLIS = 10_000;
  private static final double PICTURE = 1.0 / Counted.RATE;

  /** What Chromium counts beside: ticks of hidden pictures, a short last packet as a whole one. */
  private static final double ROUNDED = 8e-3;

  private static final Map<String, String> CODECS =
      Map.of(
          "h264", "avc1.42C00A",
          "av1", "av01.0.00M.08",
          "vp9", "vp09.00.10.08",
          "aac", "mp4a.40.2",
          "opus", "opus",
          "flac", "flac");

  private static final List<String> PAIRS =
      List.of("mp4-h264+mp4-aac", "mp4-vp9+mp4-opus", "mp4-av1+mp4-flac");

  private static final List<String> OF_WEBM = List.of("webm-vp9+webm-opus", "webm-av1+webm-opus");

  /** These have tables of their samples instead of fragments. */
  private static final List<String> PLAIN = List.of("plain-h264+plain-aac", "plain-both");

  /** A part that was asked for; in seconds. */
  private record Span(String what, double start, double end) {
    double seconds() {
      return end - start;
    }

    /** Near the end, but not in the last ticks, where what is needed of later pictures is shown. */
    double late() {
      return seconds() - 1.5 * PICTURE;
    }
  }

  /** Of the spans; {@code TVN_TEST_SEED} names another. */
  private final long seed = Long.parseLong(System.getenv().getOrDefault("TVN_TEST_SEED", "101"));

  private final Random random = new Random(seed);
  private final List<Span> spans = new ArrayList<>();
  private final List<JsonObject> streams = new ArrayList<>();

  @Test
  void a_hundred_clips_show_the_pictures_that_were_asked_for(
      @TempDir Path directory, RedisAddress redis) throws Exception {
    Assumptions.assumeTrue(Chromium.program() != null, "Chromium is not installed");
    try (var screening = new Screening(redis)) {
      cut(screening);
      var seen = screening.play(Files.createDirectory(directory.resolve("profile")), streams);
      for (int i = 0; i < spans.size(); i++) {
        judge(spans.get(i), seen.get(i));
      }
    }
  }

  private void cut(Screening screening) throws Exception {
    var sources = Counted.all();
    for (var name : Counted.names()) {
      var type = name.matches("aac|flac|opus") ? "audio/mp4" : "video/mp4";
      screening
          .site()
          .add("mp4-" + name, type, requireNonNull(CODECS.get(name)), sources.file(name));
    }
    for (var name : List.of("vp9", "av1", "opus")) {
      var type = name.equals("opus") ? "audio/webm" : "video/webm";
      screening
          .site()
          .add("webm-" + name, type, requireNonNull(CODECS.get(name)), sources.webm(name));
    }
    for (var name : Counted.plain()) {
      var type = name.equals("plain-aac") ? "audio/mp4" : "video/mp4";
      var codecs =
          switch (name) {
            case "plain-h264" -> CODECS.get("h264");
            case "plain-aac" -> CODECS.get("aac");
            default -> CODECS.get("h264") + "," + CODECS.get("aac");
          };
      screening.site().add(name, type, requireNonNull(codecs), sources.file(name));
    }
    var analysis = screening.analysis();
    cut(screening, analysis, PAIRS, SPANS);
    cut(screening, analysis, OF_WEBM, SPANS_OF_WEBM);
    cut(screening, analysis, PLAIN, PLAIN_SPANS);
    for (var form : Counted.parts().entrySet()) {
      var folder = screening.site().add(form.getKey(), sources.folder(form.getKey()));
      inParts(screening, screening.api().analyse(folder + form.getValue()));
    }
  }

  private void cut(Screening screening, JsonObject analysis, List<String> pairs, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      var pair = pairs.get(i % pairs.size());
      add(screening, analysis, JsonObject.of("format", pair), "exact-mux");
    }
  }

  /** Of what a list names. */
  private void inParts(Screening screening, JsonObject analysis) throws Exception {
    var preset = Api.preset(analysis, "video", "mux").getString("id");
    for (int i = 0; i < SPANS_OF_PARTS; i++) {
      add(screening, analysis, JsonObject.of("preset", preset), "segments");
    }
  }

  private void add(Screening screening, JsonObject analysis, JsonObject choice, String lane)
      throws Exception {
    long start = random.nextLong(MILLIS - 1_000);
    long end = Math.min(MILLIS, start + 400 + random.nextLong(5_000));
    var what = "seed " + seed + ", " + choice.encode();
    var span = new Span(what, start / 1e3, end / 1e3);
    var clip = JsonObject.of("start", span.start, "end", span.end);
    var token = screening.api().open(analysis, choice.put("clip", clip));
    assertThat(token.getString("lane")).as(what).isEqualTo(lane);
    assertThat(token.getString("fileName")).endsWith(".mp4");
    var url = token.getString("streamUrl") + "?inline=1";
    var jumps = new JsonArray(List.of(span.late()));
    spans.add(span);
    streams.add(JsonObject.of("url", url, "type", token.getString("mediaType"), "jumps", jumps));
  }

  private static void judge(Span span, JsonObject seen) {
    var what = span + " " + seen;
    assertThat(seen.getString("error")).as(what).isNull();
    assertThat(seen.getDouble("duration"))
        .as(what)
        .isCloseTo(span.seconds(), within(PICTURE + ROUNDED));
    assertThat(seen.getDouble("end")).as(what).isEqualTo(seen.getDouble("duration"));
    var numbers = seen.getJsonArray("numbers");
    assertThat(numbers.getInteger(0) * PICTURE)
        .as(what)
        .isCloseTo(span.start, within(PICTURE + 1e-9));
    double late = Math.ceil(span.start / PICTURE - 1e-9) * PICTURE + span.late();
    int last = (int) Math.floor(late / PICTURE + 1e-9);
    assertThat(numbers.getInteger(1)).as(what).isBetween(last - 1, last + 1);
    assertThat(seen.getInteger("sound")).as(what).isPositive();
  }
}
