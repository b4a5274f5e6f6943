package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What yt-dlp prints, and what a hostile page can make it print. */
class MediaInfoReaderTest {
  private static final String PAGE = "https://site.example/watch";

  private final MediaInfoReader reader = new MediaInfoReader(TestTools.INTAKE);

  @Test
  void texts_are_cleaned_and_bounded() {
    var info =
        video(file("1")).put("title", "<b>\u202e" + "t".repeat(900)).put("uploader", "u\r\n");
    var media = read(info);
    assertThat(media.title()).startsWith("<b>t").hasSize(300);
    assertThat(media.uploader()).isEqualTo("u");
  }

  @Test
  void a_date_is_one_or_none() {
    var info = video(file("1")).put("upload_date", "20261122");
    assertThat(read(info).date()).isEqualTo("2026-11-22");
    assertThat(read(info.put("release_date", "20251231")).date()).isEqualTo("2025-12-31");
    assertThat(read(video(file("1"))).date()).isNull();
    for (var none : List.of("20261322", "2026-11-22", "soon", "2026112٢")) {
      assertThat(read(video(file("1")).put("upload_date", none)).date()).as(none).isNull();
    }
  }

  @Test
  void the_best_format_comes_first() {
    var media = read(video(file("worst"), file("best")));
    assertThat(media.formats()).extracting(Format::id).containsExactly("best", "worst");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "data:video/mp4;base64,AA",
        "rtmp://x/y",
        "http:\\\\x",
        "https://x/ y",
        ""
      })
  void a_format_at_another_sort_of_address_is_dropped(String url) {
    var media = read(video(file("bad").put("url", url), file("good")));
    assertThat(media.formats()).extracting(Format::id).containsExactly("good");
  }

  @Test
  void pictures_and_empty_tracks_are_dropped() {
    var storyboard = file("sb0").put("ext", "mhtml").put("protocol", "mhtml");
    var nothing = file("n").put("vcodec", "none").put("acodec", "none");
    var media = read(video(storyboard, nothing, file("good")));
    assertThat(media.formats()).extracting(Format::id).containsExactly("good");
  }

  @Test
  void only_known_and_harmless_headers_are_kept() {
    var headers =
        new JsonObject()
            .put("User-Agent", "UA")
            .put("Referer", "https://x/\r\nEvil: 1")
            .put("Ytdl-Request-Proxy", "__noproxy__")
            .put("Cookie", "a=b");
    var source = source(read(video(file("1").put("http_headers", headers))));
    assertThat(source.headers()).containsOnlyKeys("User-Agent");
  }

  @Test
  void parts_are_relative_to_their_base_or_pass_intake() {
    var source = source(read(video(dash("init.mp4", "1.m4s?x=1", "https://cdn.example/2.m4s"))));
    assertThat(source)
        .isEqualTo(
            new Source.Parts(
                "https://site.example/d/",
                source.headers(),
                List.of("init.mp4", "1.m4s?x=1", "https://cdn.example/2.m4s")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///x", "//other/x", "a b", "a\nb", "a\\b"})
  void a_part_that_leads_elsewhere_spoils_its_format(String path) {
    assertThat(read(video(dash("init.mp4", path), file("good"))).formats()).hasSize(1);
  }

  @Test
  void more_parts_than_allowed_are_left_to_yt_dlp() {
    var many = IntStream.range(0, 15_000).mapToObj(i -> i + ".m4s").toArray(String[]::new);
    var media = read(video(dash(many).put("format_id", "a"), dash(many).put("format_id", "b")));
    assertThat(media.formats().getFirst().source()).isInstanceOf(Source.Parts.class);
    assertThat(media.formats().getLast().source()).isInstanceOf(Source.Other.class);
  }

  @Test
  void sizes_are_exact_only_for_files() {
    var media =
        read(
            video(
                    file("guess").put("tbr", 800),
                    file("approx").put("filesize_approx", 5_000_000_000L),
                    dash("i").put("filesize", 77),
                    file("exact").put("filesize", 12_345_678_901L))
                .put("duration", 10));
    assertThat(media.formats())
        .extracting(Format::size)
        .containsExactly(
            Size.exact(12_345_678_901L),
            Size.estimated(77),
            Size.estimated(5_000_000_000L),
            Size.estimated(1_000_000));
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1e300"})
  void numbers_out_of_bounds_are_unknown(double number) {
    var odd = file("1").put("width", number).put("tbr", number).put("filesize", number);
    var media = read(video(odd).put("duration", number));
    var format = media.formats().getFirst();
    assertThat(media.durationSeconds()).isNull();
    assertThat(format.width()).isNull();
    assertThat(format.bitrate()).isNull();
    assertThat(format.size()).isEqualTo(Size.NONE);
  }

  @Test
  void an_odd_id_is_renamed_unless_yt_dlp_will_be_asked_for_it() {
    var odd = file("Tiếng Việt");
    var twin = file("Tiếng+Việt").put("format_id", "Ti?ng Vi?t");
    var smooth = file("x y").put("protocol", "ism");
    assertThat(read(video(smooth, odd, twin)).formats())
        .extracting(Format::id)
        .containsExactly("Ti_ng_Vi_t", "Ti_ng_Vi_t-2");
  }

  @Test
  void audio_without_a_word_of_its_codec_still_is_audio() {
    var audio = file("a").put("vcodec", "none").put("protocol", "m3u8_native");
    var format = read(video(audio)).formats().getFirst();
    assertThat(format.hasVideo()).isFalse();
    assertThat(format.audioCodec()).isEqualTo("mp4a.40.2");
  }

  @Test
  void a_playlist_has_entries_that_lead_elsewhere() {
    var entries = new JsonArray();
    IntStream.range(0, 80)
        .forEach(i -> entries.add(new JsonObject().put("url", PAGE + i).put("title", "t" + i)));
    entries.getJsonObject(0).put("url", PAGE);
    entries.getJsonObject(1).put("url", "javascript:alert(1)");
    var media = read(new JsonObject().put("_type", "playlist").put("entries", entries));
    assertThat(media.entries()).hasSize(48);
    assertThat(media.entries().getFirst().title()).isEqualTo("t2");
    assertThat(media.formats()).isEmpty();
  }

  @Test
  void subtitles_prefer_the_kind_that_browsers_read() {
    var files = new JsonArray().add(subtitle("srv1")).add(subtitle("vtt")).add(subtitle("ttml"));
    var info =
        video(file("1")).put("subtitles", new JsonObject().put("vi", files).put("<x>", files));
    assertThat(read(info).subtitles())
        .containsExactly(new MediaInfo.Subtitle("vi", "vtt", PAGE + ".vtt", false));
  }

  @Test
  void what_cannot_be_had_has_its_code() {
    assertThat(code(video(file("1").put("has_drm", true)))).isEqualTo(ProblemCode.VIDEO_DRM);
    assertThat(code(video(file("1")).put("is_live", true))).isEqualTo(ProblemCode.VIDEO_LIVE);
    assertThat(code(video(file("1")).put("live_status", "is_upcoming")))
        .isEqualTo(ProblemCode.VIDEO_NOT_STARTED);
    assertThat(code(video())).isEqualTo(ProblemCode.SITE_UNSUPPORTED);
    assertThat(code(new JsonObject().put("entries", new JsonArray())))
        .isEqualTo(ProblemCode.SITE_UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "\"x\"", "{", "{\"formats\":{}}", "{\"formats\":[1,[]]}"})
  void what_is_no_information_is_a_failure(String json) {
    assertThat(catchThrowableOfType(Failure.class, () -> reader.read(PAGE, json))).isNotNull();
  }

  @Test
  void a_deep_nest_is_a_failure() {
    var json = "[".repeat(100_000);
    var failure = catchThrowableOfType(Failure.class, () -> reader.read(PAGE, json));
    assertThat(failure.code()).isEqualTo(ProblemCode.SITE_FAILED);
  }

  @Test
  void what_would_fill_the_memory_is_a_failure() {
    for (var filling :
        List.of(
            "\"" + "a".repeat(2_000_000) + "\"",
            "9".repeat(1000),
            "[" + "{},".repeat(1_500_000) + "0]",
            "[".repeat(33) + "]".repeat(33))) {
      var json = "{\"formats\":[],\"x\":" + filling + "}";
      var failure = catchThrowableOfType(Failure.class, () -> reader.read(PAGE, json));
      assertThat(failure.code()).isEqualTo(ProblemCode.SITE_FAILED);
    }
  }

  @Test
  void what_is_no_number_is_unknown() {
    var json = video(file("1").put("tbr", 7)).encode().replace(":7", ":NaN");
    assertThat(reader.read(PAGE, json).formats().getFirst().bitrate()).isNull();
  }

  private MediaInfo read(JsonObject info) {
    return reader.read(PAGE, info.encode());
  }

  private ProblemCode code(JsonObject info) {
    return catchThrowableOfType(Failure.class, () -> read(info)).code();
  }

  private static Source source(MediaInfo media) {
    var source = media.formats().getFirst().source();
    assertThat(source).isNotNull();
    return source;
  }

  static JsonObject video(JsonObject... formats) {
    return new JsonObject()
        .put("id", "v")
        .put("title", "t")
        .put("extractor_key", "Site")
        .put("formats", new JsonArray(List.of(formats)));
  }

  private static JsonObject file(String id) {
    return new JsonObject()
        .put("format_id", id)
        .put("ext", "mp4")
        .put("protocol", "https")
        .put("url", "https://site.example/file.mp4");
  }

  static JsonObject dash(String... paths) {
    var fragments = new JsonArray();
    for (var path : paths) {
      fragments.add(new JsonObject().put("path", path));
    }
    return file("dash")
        .put("protocol", "http_dash_segments")
        .put("fragment_base_url", "https://site.example/d/")
        .put("fragments", fragments);
  }

  private static JsonObject subtitle(String ext) {
    return new JsonObject().put("ext", ext).put("url", PAGE + "." + ext);
  }
}
