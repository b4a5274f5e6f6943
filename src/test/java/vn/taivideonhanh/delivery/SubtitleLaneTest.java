package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Embed;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Subtitle;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.plan.Text;
import vn.taivideonhanh.process.Children;

/** Subtitles handed out alone, and put into videos by the real ffmpeg. */
class SubtitleLaneTest {
  private static final String VTT =
      "WEBVTT\n\n00:01.000 --> 00:02.000\nXin chào\n\n00:03.000 --> 00:04.000\n<i>bye</i>\n";
  private static final String SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello\n\n";

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip clip;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    vertx = Vertx.vertx();
    children = Rig.caged(vertx);
    origin = new Origin(vertx);
    clip = new Clip(directory);
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
    origin.put("/v.mp4", clip.video("v.mp4"));
    origin.put("/a.m4a", clip.audio("a.m4a"));
    origin.put("/v.webm", clip.vp9("v.webm"));
    origin.put("/a.webm", clip.opus("a.webm"));
    text("/vi.vtt", VTT);
    text("/en.srt", SRT);
  }

  @AfterAll
  static void close() {
    assertThat(Poll.until(Duration.ofSeconds(5), () -> children.live() == 0)).isTrue();
    children.close().await();
    vertx.close().await();
  }

  @Test
  void a_file_has_its_length_its_type_a_strong_tag_and_parts() throws Exception {
    rig.serves(text("vi", "vtt", "vtt"));
    var whole = rig.get();
    assertThat(whole.body()).asString(UTF_8).isEqualTo(VTT);
    var length = VTT.getBytes(UTF_8).length;
    assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(length);
    assertThat(whole.headers().firstValue("Content-Type")).hasValue("text/vtt");
    var tag = whole.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("\"");
    var part = rig.get("Range", "bytes=-5", "If-Range", tag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).asString(UTF_8).isEqualTo("</i>\n");
    assertThat(rig.get("Range", "bytes=5-", "If-Range", "\"x\"").statusCode()).isEqualTo(200);
    assertThat(rig.get("If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(rig.get("Range", "bytes=9999-").statusCode()).isEqualTo(416);
    var head = rig.send("HEAD");
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(length);
  }

  @Test
  void the_other_form_is_made() throws Exception {
    rig.serves(text("vi", "vtt", "srt"));
    var response = rig.get();
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-subrip");
    assertThat(response.body())
        .asString(UTF_8)
        .isEqualTo(
            """
            1
            00:00:01,000 --> 00:00:02,000
            Xin chào

            2
            00:00:03,000 --> 00:00:04,000
            <i>bye</i>

            """);
  }

  @Test
  void what_is_none_or_too_long_is_a_problem() throws Exception {
    text("/page.vtt", "<html>").type = "text/html";
    text("/other.vtt", "<html>");
    text("/long.vtt", VTT + "x".repeat(9 << 20));
    text("/gone.vtt", VTT).always = new Fault.Status(404);
    for (var name : List.of("page", "other", "long", "gone")) {
      rig.serves(text(name, "vtt", "vtt"));
      assertThat(rig.get().statusCode()).as(name).isEqualTo(502);
    }
  }

  @Test
  void a_file_that_is_gone_is_found_again_and_one_that_breaks_off_taken_up() throws Exception {
    text("/expired.vtt", VTT).always = new Fault.Status(403);
    text("/fresh.vtt", VTT).meets(new Fault.Cut(20));
    rig.serves(text("expired", "vtt", "vtt"));
    rig.renew = () -> Future.succeededFuture(text("fresh", "vtt", "vtt"));
    assertThat(rig.get().body()).asString(UTF_8).isEqualTo(VTT);

    var mux =
        new StreamPlan.Mux(
            Rig.head("A clip", "mp4", 5), track("v.mp4", true), track("a.m4a", false), "mp4");
    var plan = new Embed(mux.head(), mux, List.of(file("vi", "vtt"), file("expired", "vtt")));
    rig.serves(plan);
    rig.renew =
        () ->
            Future.succeededFuture(
                new Embed(mux.head(), mux, List.of(file("vi", "vtt"), file("fresh", "vtt"))));
    assertThat(clip.texts(rig.get().body(), 1)).contains("Xin chào");
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, v.mp4, a.m4a, mov_text",
    "webm, v.webm, a.webm, webvtt",
    "matroska, v.mp4, a.webm, subrip"
  })
  void they_are_put_into_a_video(String container, String video, String audio, String codec)
      throws Exception {
    var mux =
        new StreamPlan.Mux(
            Rig.head("A clip", container, 5), track(video, true), track(audio, false), container);
    rig.serves(new Embed(mux.head(), mux, List.of(file("vi", "vtt"), file("en", "srt"))));
    var body = rig.get().body();
    assertThat(clip.probe(body)).contains("subtitle=" + codec).endsWith(" 5.0");
    assertThat(clip.texts(body, 0)).contains("Xin chào").contains("bye");
    // All tracks are moved alike, since those of sound begin before zero.
    assertThat(clip.texts(body, 1)).containsPattern("00:00:01,0\\d\\d --> .*\nHello");
    assertThat(clip.languages(body)).containsExactly("vie", "eng");
    assertThat(clip.packets(body, "v:0")).isEqualTo(clip.packets(origin.bytes("/" + video), "v:0"));
  }

  @Test
  void in_mp4_each_is_shown_as_long_as_it_should_be() throws Exception {
    var mux =
        new StreamPlan.Mux(
            Rig.head("A clip", "mp4", 5), track("v.mp4", true), track("a.m4a", false), "mp4");
    rig.serves(new Embed(mux.head(), mux, List.of(file("vi", "vtt"))));
    // ISO/IEC 14496-12 section 8.8.7: the duration of a fragment's samples, in microseconds.
    assertThat(HexFormat.of().formatHex(rig.get().body()))
        .contains(HexFormat.of().toHexDigits(1_000_000))
        .doesNotContain(HexFormat.of().toHexDigits(2_000_000));
  }

  @Test
  void languages_are_told_as_containers_have_them() {
    var tags = List.of("vi", "en-US", "pt_BR", "zh-Hans", "x-odd", "a.en", "live_chat");
    assertThat(tags.stream().map(SubtitleInputs::language))
        .containsExactly("vie", "eng", "por", "zho", "und", "und", "und");
    assertThat(Arrays.asList("", "-")).allMatch(tag -> SubtitleInputs.language(tag).equals("und"));
  }

  @CanIgnoreReturnValue
  private static Origin.Page text(String path, String text) {
    var page = origin.put(path, text.getBytes(UTF_8));
    page.type = "text/plain";
    return page;
  }

  private static Text text(String language, String ext, String wanted) {
    return new Text(Rig.head("A clip", wanted, 5), file(language, ext), null);
  }

  private static Subtitle file(String language, String ext) {
    var url = origin.url("/" + language + "." + ext);
    return new Subtitle(language, ext, new Source.File(url, Map.of(), null));
  }

  private static Track track(String name, boolean video) {
    var file = new Source.File(origin.url("/" + name), Map.of(), null);
    return new Track("1", name.substring(2), file, video, !video);
  }
}
