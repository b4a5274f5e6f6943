package vn.taivideonhanh.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Merge;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Size.Reason;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Mux;

/** Which way of joining is taken, and what is said of its length. */
class ExactTest {
  private static final Source FILE = new Source.File("https://cdn.example/f", Map.of(), null);
  private static final Clip PART = new Clip(10_000, 35_000);
  private static final List<Merge> KNOWN = List.of(new Merge("v", "a", "mp4", 2_100));

  @Test
  void a_pair_whose_indexes_are_known_is_exact_and_resumable() {
    var plan = Planner.plan(media("m4a", FILE, KNOWN), List.of("a", "v"));
    assertThat(plan).isInstanceOf(ExactMux.class);
    assertThat(plan.lane()).isEqualTo(Lane.EXACT_MUX);
    assertThat(plan.resumable()).isTrue();
    assertThat(plan.head().size()).isEqualTo(Size.exact(2_100));
    assertThat(plan.head().ext()).isEqualTo("mp4");
    var preset = Presets.of(media("m4a", FILE, KNOWN)).getFirst();
    assertThat(preset.lane()).isEqualTo(Lane.EXACT_MUX);
    assertThat(preset.size()).isEqualTo(Size.exact(2_100));
  }

  @Test
  void a_clip_is_measured_or_falls_back_to_ffmpeg() {
    var choice = new Choice(null, List.of("v", "a"), null, PART, List.of());
    var plan = Planner.plan(media("m4a", FILE, KNOWN), choice);
    assertThat(plan.head().size()).isEqualTo(Size.estimated(525));
    assertThat(plan.head().durationSeconds()).isEqualTo(25);
    assertThat(Exact.concerns(plan)).isTrue();
    assertThat(Exact.measured((ExactMux) plan, 600).head().size()).isEqualTo(Size.exact(600));
    var fallback = (Mux) Exact.unmeasured(plan);
    assertThat(fallback.clip()).isEqualTo(PART);
    assertThat(fallback.head().size()).isEqualTo(Size.estimated(525).inexact(Reason.UNINDEXED));
    assertThat(fallback.head().identity()).isEqualTo(plan.head().identity());
  }

  @Test
  void a_clip_of_webm_becomes_mp4_if_it_can_be_exact() {
    var whole = Planner.plan(webm(), List.of("v", "a"));
    assertThat(whole.head().ext()).isEqualTo("webm");
    var plan = Planner.plan(webm(), new Choice(null, List.of("v", "a"), null, PART, List.of()));
    var mux = (Mux) plan;
    assertThat(mux.head().ext()).isEqualTo("webm");
    assertThat(Exact.concerns(mux)).isTrue();
    var exact = Exact.measured(requireNonNull(Exact.candidate(mux)), 600);
    assertThat(exact.head().ext()).isEqualTo("mp4");
    assertThat(exact.head().mediaType()).isEqualTo("video/mp4");
    assertThat(exact.clip()).isEqualTo(PART);
    assertThat(exact.head().identity()).isNotEqualTo(mux.head().identity());
  }

  @Test
  void a_clip_of_webm_says_why_it_is_not_exact() {
    var choice = new Choice(null, List.of("v", "a"), null, PART, List.of());
    var mux = (Mux) Planner.plan(webm(), choice);
    var exact = requireNonNull(Exact.candidate(mux));
    assertThat(Exact.scanned(exact)).isTrue();
    var expected = Exact.expected(exact, 600);
    assertThat(expected.head().size()).isEqualTo(Size.estimated(600).inexact(Reason.LATER));
    assertThat(expected.resumable()).isTrue();
    var broken = new MalformedMediaException(Kind.UNSUPPORTED, "no cues");
    assertThat(why(Exact.unmeasured(mux, broken))).isEqualTo(Reason.UNINDEXED);
    var large = new MalformedMediaException(Kind.TOO_LARGE, "a long clip");
    assertThat(why(Exact.unmeasured(mux, large))).isEqualTo(Reason.LARGE);
    assertThat(why(Exact.unmeasured(mux, new TimeoutException()))).isEqualTo(Reason.LARGE);
    var vorbis = media("webm", "webm", "vorbis", FILE, List.of());
    assertThat(why(Exact.unmeasured(Planner.plan(vorbis, choice), broken))).isEqualTo(Reason.CODEC);
    assertThat(reason(vorbis, "v", "a")).isEqualTo(Reason.UNINDEXED);
  }

  private static Reason why(StreamPlan plan) {
    return requireNonNull(plan.head().size().reason());
  }

  @Test
  void a_pair_that_nobody_has_looked_into_can_become_the_same_exact_plan() {
    var mux = (Mux) Planner.plan(media("m4a", FILE, List.of()), List.of("v", "a"));
    assertThat(mux.head().size().reason()).isEqualTo(Reason.UNINDEXED);
    var known = Planner.plan(media("m4a", FILE, KNOWN), List.of("v", "a"));
    assertThat(Exact.measured(requireNonNull(Exact.candidate(mux)), 2_100)).isEqualTo(known);
  }

  @Test
  void a_length_that_is_not_exact_has_its_reason() {
    var parts = new Source.Parts("https://cdn.example/1", Map.of(), List.of("1", "2"));
    assertThat(reason(media("webm", FILE, List.of()), "v", "a")).isEqualTo(Reason.CONVERTED);
    assertThat(reason(media("m4a", parts, List.of()), "v", "a")).isEqualTo(Reason.PARTS);
    var single = Planner.plan(media("m4a", parts, List.of()), List.of("a"));
    assertThat(single).isInstanceOf(Segments.class);
    assertThat(single.resumable()).isFalse();
    assertThat(single.head().size().reason()).isEqualTo(Reason.PARTS);
    var measured = Exact.measured((Segments) single, List.of(300L, 400L));
    assertThat(measured.head().size()).isEqualTo(Size.exact(700));
    assertThat(measured.resumable()).isTrue();
  }

  @Test
  void a_manifest_is_merged_or_its_parts_are_joined() {
    var parts = new Source.Parts("https://cdn.example/1", Map.of(), List.of("1", "2"));
    var dash = new Source.Dash("https://cdn.example/m", Map.of(), "a", 128_000L, parts);
    var single = (Segments) Planner.plan(media("m4a", dash, List.of()), List.of("a"));
    assertThat(Exact.concerns(single)).isTrue();
    var merged = requireNonNull(Exact.listed(single));
    assertThat(merged.track().source()).isEqualTo(dash);
    var joined = requireNonNull(Exact.parts(single));
    assertThat(joined.track().source()).isEqualTo(parts);
    // The two are of other bytes.
    assertThat(merged.head().identity()).isNotEqualTo(joined.head().identity());
    assertThat(Exact.listed(joined)).isNull();
    // They stay what they are when the page is analysed again.
    assertThat(dash.as(joined.track().source())).isEqualTo(parts);
    assertThat(dash.as(merged.track().source())).isEqualTo(dash);
    assertThat(dash.as(FILE)).isNull();
  }

  @Test
  void a_manifest_of_which_nobody_lists_the_parts_is_left_to_ffmpeg_until_it_is_read() {
    var dash = new Source.Dash("https://cdn.example/m", Map.of(), "a", null, null);
    var single = (Mux) Planner.plan(media("m4a", dash, List.of()), List.of("a"));
    assertThat(requireNonNull(Exact.listed(single)).head().ext()).isEqualTo("m4a");
    var mixed = (Mux) Planner.plan(media("m4a", dash, List.of()), List.of("v", "a"));
    assertThat(Exact.concerns(mixed)).isFalse();
  }

  private static Reason reason(MediaInfo media, String... ids) {
    return requireNonNull(Planner.plan(media, List.of(ids)).head().size().reason());
  }

  private static MediaInfo media(String audioExt, Source audio, List<Merge> merges) {
    return media("mp4", audioExt, audioExt.equals("webm") ? "vorbis" : "mp4a.40.2", audio, merges);
  }

  private static MediaInfo webm() {
    return media("webm", "webm", "opus", FILE, List.of(new Merge("v", "a", "webm", 2_100)));
  }

  private static MediaInfo media(
      String ext, String audioExt, String sound, Source audio, List<Merge> merges) {
    return new MediaInfo(
        "site",
        "1",
        "https://page.example/",
        "A video",
        null,
        100.0,
        null,
        false,
        List.of(
            new Format(
                "v",
                ext,
                ext.equals("webm") ? "vp9" : "avc1.64001f",
                null,
                1920,
                1080,
                25.0,
                null,
                null,
                null,
                Size.exact(2_000),
                FILE),
            new Format(
                "a",
                audioExt,
                null,
                sound,
                null,
                null,
                null,
                null,
                null,
                null,
                Size.exact(100),
                audio)),
        List.of(),
        List.of(),
        List.of(),
        merges);
  }
}
