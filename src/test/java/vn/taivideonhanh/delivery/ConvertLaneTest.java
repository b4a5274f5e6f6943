package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.AudioForm;
import vn.taivideonhanh.plan.Convert;
import vn.taivideonhanh.plan.MediaTypes;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** Sound made into other forms by the real ffmpeg, and looked at by the real ffprobe. */
class ConvertLaneTest {
  private static final String TITLE = "Tải nhanh: \"a\"; #1 = \\ -x 😀";

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static vn.taivideonhanh.delivery.Clip files;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    vertx = Vertx.vertx();
    children = Rig.caged(vertx);
    origin = new Origin(vertx);
    files = new vn.taivideonhanh.delivery.Clip(directory);
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
    origin.put("/a.m4a", files.audio("a.m4a", "-ac", "2", "-movflags", "faststart"));
    origin.put("/a.webm", files.opus("a.webm"));
    origin.put("/both.mp4", files.both("both.mp4"));
    files.both("ts.m3u8", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0");
    origin.publish(directory, "ts");
    origin.put("/cover.jpg", files.picture("cover.jpg"));
    origin.put("/cover.png", files.picture("cover.png"));
    origin.put("/cover.webp", files.picture("cover.webp"));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @AfterEach
  void no_child_is_left() {
    assertThat(Poll.until(Duration.ofSeconds(5), () -> children.live() == 0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "MP3, a.m4a, cover.jpg, mp3, mjpeg",
    "MP3_320, a.webm, cover.png, mp3, png",
    "MP3_192, both.mp4, cover.jpg, mp3, mjpeg",
    "M4A, a.webm, cover.png, aac, png",
    "OPUS, a.m4a, cover.jpg, opus, mjpeg",
    "FLAC, a.m4a, cover.png, flac, png",
    "FLAC, a.webm, cover.jpg, flac, mjpeg",
    "MP3, a.m4a, cover.webp, mp3, mjpeg",
    "M4A, a.webm, cover.webp, aac, mjpeg",
    "OPUS, a.m4a, cover.webp, opus, mjpeg",
    "FLAC, a.m4a, cover.webp, flac, mjpeg",
    "WAV, a.m4a, cover.png, pcm_s16le,",
    "WAV, both.mp4, cover.png, pcm_s16le,",
  })
  void each_form_plays_and_says_what_it_is(
      AudioForm form, String source, String cover, String codec, @Nullable String picture)
      throws Exception {
    rig.serves(convert(form, false, source, cover, null));
    var response = rig.get();
    var said = files.about(response.body());
    assertThat(said).containsEntry("audio", codec);
    assertThat(said.get("video")).isEqualTo(picture);
    tagged(said);
    assertThat(duration(said)).isCloseTo(5, within(0.05));
    assertThat(response.headers().firstValue("Content-Type")).hasValue(MediaTypes.of(form.ext()));
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(files.errors(response.body())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"M4A, a.m4a, aac", "OPUS, a.webm, opus"})
  void what_is_in_the_form_already_is_not_made_anew(AudioForm form, String source, String codec)
      throws Exception {
    rig.serves(convert(form, true, source, "cover.jpg", null));
    var body = rig.get().body();
    var said = files.about(body);
    assertThat(said).containsEntry("audio", codec).containsEntry("video", "mjpeg");
    tagged(said);
    assertThat(duration(said)).isCloseTo(5, within(0.05));
    assertThat(files.packets(body, "a:0"))
        .isEqualTo(files.packets(origin.bytes("/" + source), "a:0"));
  }

  @ParameterizedTest
  @CsvSource({
    "MP3, false, a.m4a",
    "FLAC, false, a.webm",
    "WAV, false, both.mp4",
    "M4A, true, a.m4a",
    "OPUS, true, a.webm"
  })
  void a_part_is_as_long_as_it_should_be(AudioForm form, boolean copied, String source)
      throws Exception {
    rig.serves(convert(form, copied, source, null, new Clip(1_500, 3_750)));
    assertThat(duration(files.about(rig.get().body()))).isCloseTo(2.25, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"MP3, false", "M4A, true", "WAV, false"})
  void a_source_in_which_ffmpeg_cannot_jump_gives_the_same_part(AudioForm form, boolean copied)
      throws Exception {
    var source = new Source.Hls(origin.url("/ts.m3u8"), Map.of());
    var track = new Track("1", "mp4", source, true, true);
    var tags = new Convert.Tags(null, null, null);
    for (var clip : Arrays.asList(null, new Clip(1_500, 3_750))) {
      double seconds = clip == null ? 5 : 2.25;
      var head = Rig.head(TITLE, form.ext(), seconds);
      rig.serves(new Convert(head, track, form, copied, tags, clip));
      var body = rig.get().body();
      assertThat(duration(files.about(body))).isCloseTo(seconds, within(0.05));
      assertThat(files.errors(body)).isEmpty();
    }
  }

  @Test
  void the_length_in_a_wave_file_is_what_was_sent() throws Exception {
    rig.serves(convert(AudioForm.WAV, false, "a.m4a", null, null));
    var body = ByteBuffer.wrap(rig.get().body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(body.getInt(4)).isEqualTo(body.capacity() - 8);
  }

  @Test
  void a_picture_that_is_none_is_left_out() throws Exception {
    var slow = origin.put("/slow.jpg", new byte[100_000]);
    slow.always = new Fault.Stall(10);
    origin.put("/page.jpg", "<!doctype html><script>1</script>".getBytes(US_ASCII)).type =
        "text/html";
    origin.put("/page.png", "<html>".getBytes(US_ASCII)).type = "image/png";
    origin.put("/x.svg", "<svg xmlns='x' onload='1'/>".getBytes(US_ASCII)).type = "image/svg+xml";
    var webp = origin.bytes("/cover.webp");
    origin.put("/cut.webp", Arrays.copyOf(webp, 40));
    // As wide and high as WebP can be.
    var wide = webp.clone();
    Arrays.fill(wide, 26, 30, (byte) 0x3f);
    origin.put("/wide.webp", wide);
    var jpeg = origin.bytes("/cover.jpg");
    origin.put("/huge.jpg", Arrays.copyOf(jpeg, 10 << 20));
    origin.put("/endless.jpg", Arrays.copyOf(jpeg, 10 << 20)).length = false;
    for (var cover :
        List.of(
            "page.jpg",
            "page.png",
            "x.svg",
            "cut.webp",
            "wide.webp",
            "huge.jpg",
            "endless.jpg",
            "slow.jpg",
            "none")) {
      rig.serves(convert(AudioForm.MP3, false, "a.m4a", cover, null));
      var said = files.about(rig.get().body());
      assertThat(said).as(cover).containsEntry("audio", "mp3").doesNotContainKey("video");
    }
  }

  @ParameterizedTest
  @CsvSource({"MP3", "M4A", "OPUS", "FLAC", "WAV"})
  void texts_of_strangers_stay_texts(AudioForm form) throws Exception {
    var title = "-i x\u0000\n;#=\\[y]\r\n" + "ấ".repeat(10_000);
    var plan = convert(form, false, "a.m4a", null, null);
    var head = Rig.head(title, form.ext(), 5);
    rig.serves(new Convert(head, plan.track(), form, false, plan.tags(), null));
    var said = files.about(rig.get().body());
    assertThat(said.get("title")).startsWith("-i x").contains(";#=\\[y]").hasSize(300);
    assertThat(said.get("title")).doesNotContain("\n", "\u0000");
    assertThat(duration(said)).isCloseTo(5, within(0.05));
  }

  @Test
  void a_source_that_fails_for_good_is_a_cut() throws Exception {
    var page = origin.put("/cut.m4a", origin.bytes("/a.m4a"));
    page.meets(new Fault.Cut(40_000));
    page.always = new Fault.Status(503);
    rig.serves(convert(AudioForm.WAV, false, "cut.m4a", null, null));
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
  }

  @Test
  void a_client_that_goes_away_leaves_no_child() throws Exception {
    var page = origin.put("/stall.m4a", origin.bytes("/a.m4a"));
    page.always = new Fault.Stall(40_000);
    rig.serves(convert(AudioForm.WAV, false, "stall.m4a", null, null));
    try (var socket = rig.ask()) {
      assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
    }
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
  }

  private static void tagged(Map<String, String> said) {
    assertThat(said).containsEntry("title", TITLE).containsEntry("artist", "Nguyễn Văn A");
    assertThat(said).containsEntry("comment", "https://page.example/");
    assertThat(said).containsEntry("date", "2026-11-22");
    assertThat(said).doesNotContainKeys("album", "encoder");
  }

  private static double duration(Map<String, String> said) {
    return Double.parseDouble(said.getOrDefault("duration", "0"));
  }

  private static Convert convert(
      AudioForm form, boolean copied, String source, @Nullable String cover, @Nullable Clip clip) {
    var file = new Source.File(origin.url("/" + source), Map.of(), null);
    var ext = source.substring(source.indexOf('.') + 1);
    var picture = cover == null ? null : origin.url("/" + cover);
    var tags = new Convert.Tags("Nguyễn Văn A", picture, "2026-11-22");
    double seconds = clip == null ? 5 : (clip.endMillis() - clip.startMillis()) / 1000.0;
    var track = new Track("1", ext, file, ext.equals("mp4"), true);
    return new Convert(Rig.head(TITLE, form.ext(), seconds), track, form, copied, tags, clip);
  }
}
