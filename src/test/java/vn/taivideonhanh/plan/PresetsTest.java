package vn.taivideonhanh.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.problem.Failure;

/** Choices and lanes, from analyses as the extractor gives them. */
class PresetsTest {
  private static final String PAGE = "http://site.example/v";

  private static MediaInfo media(Format... formats) {
    return new MediaInfo(
        "Generic",
        "v",
        PAGE,
        "A film",
        null,
        60.0,
        null,
        false,
        List.of(formats),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Format format(
      String id, String ext, @Nullable String video, @Nullable String audio, int height) {
    return new Format(
        id,
        ext,
        video,
        audio,
        height == 0 ? null : height * 16 / 9,
        height == 0 ? null : height,
        null,
        null,
        null,
        null,
        Size.exact(1000),
        new Source.File(PAGE + "/" + id, Map.of(), null));
  }

  private static List<Preset> unconverted(MediaInfo media) {
    return Presets.of(media).stream().filter(each -> each.lane() != Lane.CONVERT).toList();
  }

  private static Format hls(Format f) {
    return new Format(
        f.id(),
        f.ext(),
        f.videoCodec(),
        f.audioCodec(),
        f.width(),
        f.height(),
        null,
        null,
        null,
        null,
        Size.estimated(500),
        new Source.Hls(PAGE + "/" + f.id() + ".m3u8", Map.of()));
  }

  @Test
  void a_file_of_both_tracks_is_direct_exact_and_resumable() {
    var presets = unconverted(media(format("a", "mp4", "avc1.64001f", "mp4a.40.2", 720)));
    assertThat(presets).hasSize(1);
    var preset = presets.getFirst();
    assertThat(preset.id()).isEqualTo("720p");
    assertThat(preset.lane()).isEqualTo(Lane.DIRECT);
    assertThat(preset.size()).isEqualTo(Size.exact(1000));
    assertThat(preset.resumable()).isTrue();
    assertThat(preset.compatible()).isTrue();
  }

  @Test
  void a_pair_is_muxed_and_only_estimated() {
    var plan =
        Planner.plan(
            media(format("a", "m4a", null, "mp4a.40.2", 0), format("v", "mp4", "avc1", null, 1080)),
            List.of("a", "v"));
    assertThat(plan).isInstanceOf(StreamPlan.Mux.class);
    assertThat(plan.head().ext()).isEqualTo("mp4");
    assertThat(plan.head().size()).isEqualTo(Size.estimated(2000).inexact(Size.Reason.UNINDEXED));
    assertThat(((StreamPlan.Mux) plan).first().formatId()).isEqualTo("v");
  }

  @Test
  void best_quality_stands_beside_the_compatible_one() {
    var presets =
        unconverted(
            media(
                format("vp9", "webm", "vp9", null, 1080),
                format("avc", "mp4", "avc1.640028", null, 1080),
                format("opus", "webm", null, "opus", 0),
                format("aac", "m4a", null, "mp4a.40.2", 0)));
    assertThat(presets)
        .extracting(Preset::id)
        .containsExactly("1080p", "1080p-best", "audio", "audio-aac");
    assertThat(presets.getFirst().formats()).containsExactly("avc", "aac");
    assertThat(presets.get(1).formats()).containsExactly("vp9", "opus");
    assertThat(presets.get(1).ext()).isEqualTo("webm");
  }

  @Test
  void best_and_smallest_name_what_is_there() {
    var media =
        media(
            format("big", "mp4", "avc1", "mp4a.40.2", 1080),
            format("small", "mp4", "avc1", "mp4a.40.2", 240));
    assertThat(Presets.named(media, "best").formats()).containsExactly("big");
    assertThat(Presets.named(media, "smallest").formats()).containsExactly("small");
    assertThatThrownBy(() -> Presets.named(media, "4k")).isInstanceOf(Failure.class);
  }

  @Test
  void a_film_in_wide_screen_keeps_its_usual_name() {
    var wide =
        new Format(
            "w",
            "mp4",
            "avc1",
            "mp4a.40.2",
            1920,
            804,
            null,
            null,
            null,
            null,
            Size.NONE,
            new Source.File(PAGE, Map.of(), null));
    assertThat(Presets.of(media(wide)).getFirst().id()).isEqualTo("1080p");
  }

  @Test
  void a_playlist_of_segments_is_muxed_and_the_unknown_piped() {
    var ts = hls(format("ts", "mp4", "avc1", "mp4a.40.2", 360));
    assertThat(Planner.plan(media(ts), List.of("ts")).lane()).isEqualTo(Lane.MUX);
    var odd =
        new Format(
            "o",
            "flv",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Size.NONE,
            new Source.Other("http://site.example/o", Map.of()));
    assertThat(Planner.plan(media(odd), List.of("o")).lane()).isEqualTo(Lane.PIPE);
    assertThat(Presets.of(media(odd)).getFirst().id()).isEqualTo("original");
  }

  @Test
  void two_of_a_kind_are_refused() {
    var media = media(format("a", "mp4", "avc1", null, 720), format("b", "mp4", "avc1", null, 480));
    assertThatThrownBy(() -> Planner.plan(media, List.of("a", "b"))).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> Planner.plan(media, List.of("zz"))).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> Planner.plan(media, List.of())).isInstanceOf(Failure.class);
  }

  @Test
  void the_same_choice_has_the_same_identity_after_another_analysis() {
    var first = Planner.plan(media(format("a", "mp4", "avc1", "mp4a", 720)), List.of("a"));
    var second =
        Planner.plan(
            media(format("z", "mp4", null, null, 0), format("a", "mp4", "avc1", "mp4a", 720)),
            List.of("a"));
    assertThat(first.head().identity()).isEqualTo(second.head().identity());
  }

  @Test
  void an_archive_takes_the_best_video_that_is_not_above_what_was_chosen() {
    var media =
        media(
            format("high", "mp4", "avc1", "mp4a.40.2", 1080),
            format("low", "mp4", "avc1", "mp4a.40.2", 360));
    assertThat(archived(media, "720p")).isEqualTo("low");
    assertThat(archived(media, "1080p-best")).isEqualTo("high");
    assertThat(archived(media, "240p")).isEqualTo("low");
  }

  @Test
  void an_archive_takes_the_only_video_when_the_site_tells_no_height() {
    var media = media(format("only", "mp4", null, null, 0));
    assertThat(archived(media, "720p")).isEqualTo("only");
    assertThat(archived(media, "1080p-best")).isEqualTo("only");
  }

  private static String archived(MediaInfo media, String preset) {
    return ArchivePlanner.entry(media, preset).sources().keySet().iterator().next();
  }
}
