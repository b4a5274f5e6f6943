package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** Clips of real lists of fragments: exact, right to the picture, and made of few parts. */
class ClippedListsTest {
  private static final double PICTURE = 0.04;

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Lists lists;
  private static Clip media;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    lists = new Lists(vertx, origin);
    media = new Clip(folder);
    media.both("source.mp4", "-g", "30", "-bf", "2");
    var source = media.file("source.mp4").toString();
    media.copy("v.m3u8", source, 1, hls("v", "v-%d.m4s", "0:v"));
    media.copy("a.m3u8", source, 1, hls("a", "a.mp4", "0:a", "-hls_flags", "single_file"));
    var dash = "-map 0 -f dash -seg_duration 1.2 -use_timeline 0 -adaptation_sets";
    media.copy(
        "m.mpd",
        source,
        1,
        Stream.concat(
                Arrays.stream(dash.split(" ")),
                Stream.of("id=0,streams=v id=1,streams=a", "-dash_segment_type", "mp4"))
            .toArray(String[]::new));
    try (var files = Files.list(folder)) {
      for (var file : files.filter(it -> !it.endsWith("source.mp4")).toList()) {
        origin.put("/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    var rounded = Files.readString(media.file("v.m3u8")).replaceAll("EXTINF:[0-9.]+", "EXTINF:1");
    origin.put("/rounded.m3u8", rounded.getBytes(UTF_8));
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, folder, Rig.LIMITS));
  }

  private static String[] hls(String name, String parts, String map, String... more) {
    var options = Stream.concat(Stream.of("-map", map, "-hls_time", "1"), Stream.of(more));
    return Lists.fragments(media, name, parts, options.toArray(String[]::new));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @AfterEach
  void no_child_was_started() {
    assertThat(children.live()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hls", "dash", "rounded", "alone"})
  void random_clips_are_as_long_as_declared_and_begin_and_end_where_asked(String form)
      throws Exception {
    var random = new Random(form.hashCode());
    rig.serves(lists.measured(mux(form)));
    var times = media.pictures(rig.get().body());
    assertThat(times).hasSize(125);
    for (int i = 0; i < 4; i++) {
      long start = random.nextInt(4_000);
      var span = new vn.taivideonhanh.media.Clip(start, start + 300 + random.nextInt(1_500));
      var plan = lists.measured(lists.clipped(mux(form), span));
      rig.serves(plan);
      var whole = rig.get();
      var body = whole.body();
      assertThat(whole.headers().firstValueAsLong("Content-Length"))
          .hasValue(requireNonNull(plan.head().size().bytes()));
      assertThat((long) body.length).isEqualTo(plan.head().size().bytes());
      // Pictures that others are made from are shown in the last ticks.
      assertThat(media.faults(body)).as("%s %s", form, span).isEmpty();
      right(media.pictures(body), times, span);
      int from = random.nextInt(body.length);
      assertThat(rig.get("Range", "bytes=" + from + "-").body())
          .isEqualTo(Arrays.copyOfRange(body, from, body.length));
    }
  }

  private static void right(
      Map<String, Double> clip, Map<String, Double> times, vn.taivideonhanh.media.Clip span) {
    var pictures = new ArrayList<>(clip.entrySet());
    var first = pictures.getFirst();
    double zero = requireNonNull(times.get(first.getKey()));
    double last = times.values().stream().mapToDouble(it -> it).max().orElseThrow();
    double end = Math.min(last + PICTURE, span.endMillis() / 1e3);
    assertThat(first.getValue()).as("%s", span).isCloseTo(0, within(2e-3));
    assertThat(zero).as("%s", span).isCloseTo(span.startMillis() / 1e3, within(PICTURE + 2e-3));
    for (var picture : pictures) {
      if (picture.getValue() + zero < end - PICTURE) {
        double shown = requireNonNull(times.get(picture.getKey()));
        assertThat(picture.getValue()).as("%s", span).isCloseTo(shown - zero, within(2e-3));
      }
    }
    assertThat(pictures.getLast().getValue() + PICTURE)
        .as("%s", span)
        .isCloseTo(end - zero, within(PICTURE + 2e-3));
  }

  @Test
  void a_clip_costs_its_own_parts() throws Exception {
    var far = origin.put("/far.m3u8", Files.readAllBytes(media.file("v.m3u8")));
    var span = new vn.taivideonhanh.media.Clip(4_000, 4_400);
    var plan = lists.measured(lists.clipped(lists.mux("/far.m3u8", null), span));
    assertThat(plan.lengths()).hasSizeLessThanOrEqualTo(2);
    rig.serves(plan);
    int read = far.asked.size();
    assertThat(rig.get().body()).hasSize(requireNonNull(plan.head().size().bytes()).intValue());
    assertThat(far.asked.size() - read).isEqualTo(1);
  }

  @Test
  void what_does_not_tell_its_lengths_is_left_to_ffmpeg() throws Exception {
    var silent = origin.put("/mute-1.m4s", Files.readAllBytes(media.file("v-1.m4s")));
    silent.always = new Fault.Status(404);
    var list = Files.readString(media.file("v.m3u8")).replace("v-1.m4s", "mute-1.m4s");
    origin.put("/mute.m3u8", list.getBytes(UTF_8));
    var span = new vn.taivideonhanh.media.Clip(1_500, 2_000);
    assertThatThrownBy(() -> lists.measured(lists.clipped(lists.mux("/mute.m3u8", null), span)))
        .isInstanceOf(Exception.class);
  }

  private static StreamPlan.Mux mux(String form) {
    return switch (form) {
      case "hls" -> lists.mux("/v.m3u8", "/a.m3u8");
      case "alone" -> lists.mux("/v.m3u8", null);
      case "rounded" -> lists.mux("/rounded.m3u8", null);
      default -> dash();
    };
  }

  private static StreamPlan.Mux dash() {
    var mux = lists.mux("/m.mpd", null);
    return new StreamPlan.Mux(
        mux.head(), representation("0", true), representation("1", false), "mp4");
  }

  private static Track representation(String name, boolean video) {
    var source = new Source.Dash(origin.url("/m.mpd"), Map.of(), name, null, null);
    return new Track(name, "mp4", source, video, !video);
  }
}
