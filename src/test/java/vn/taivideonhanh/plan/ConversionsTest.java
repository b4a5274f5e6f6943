package vn.taivideonhanh.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.jackson.DatabindCodec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Sound in other forms, and subtitles, as they are planned. */
class ConversionsTest {
  private static final Format OPUS = format("251", "webm", null, "opus", 1_000_000);
  private static final Format AAC = format("140", "m4a", null, "mp4a.40.2", 2_000_000);
  private static final Format VIDEO = format("22", "mp4", "avc1", "mp4a.40.2", 9_000_000);

  @Test
  void what_is_in_the_form_already_is_copied_and_the_rest_made_of_the_best() {
    var media = media(OPUS, AAC, VIDEO);
    assertThat(convert(media, "m4a", null).copied()).isTrue();
    assertThat(convert(media, "m4a", null).track().formatId()).isEqualTo("140");
    assertThat(convert(media, "opus", null).track().formatId()).isEqualTo("251");
    assertThat(convert(media, "mp3", null).track().formatId()).isEqualTo("251");
    assertThat(convert(media, "mp3", null).copied()).isFalse();
    assertThat(convert(media(AAC), "opus", null).copied()).isFalse();
  }

  @Test
  void without_sound_alone_it_is_taken_out_of_a_video() {
    var plan = convert(media(VIDEO), "mp3-320", null);
    assertThat(plan.track().formatId()).isEqualTo("22");
    assertThat(plan.track().video()).isTrue();
    assertThat(plan.head().mediaType()).isEqualTo("audio/mpeg");
    var silent = media(format("v", "mp4", "avc1", null, 1));
    assertThat(Presets.of(silent)).noneMatch(preset -> preset.lane() == Lane.CONVERT);
  }

  @Test
  void its_size_is_a_guess_and_says_why() {
    var presets = Presets.of(media(OPUS, AAC));
    var sizes = presets.stream().filter(preset -> preset.lane() == Lane.CONVERT).toList();
    assertThat(sizes)
        .extracting(Preset::id)
        .containsExactly("mp3", "mp3-320", "mp3-192", "m4a", "opus", "flac", "wav");
    assertThat(sizes).allMatch(preset -> preset.size().kind() == Size.Kind.ESTIMATED);
    assertThat(sizes).allMatch(preset -> preset.size().reason() == Size.Reason.CONVERTED);
    assertThat(sizes).noneMatch(Preset::resumable).allMatch(each -> each.kind().equals("audio"));
    assertThat(sizes.get(1).size().bytes()).isEqualTo(60 * 40_000L);
    assertThat(sizes.get(3).size().bytes()).isEqualTo(2_000_000);
    assertThat(convert(media(AAC), "m4a", new Clip(0, 30_000)).head().size().bytes())
        .isEqualTo(1_000_000);
  }

  @Test
  void what_cannot_be_encoded_is_offered_only_where_it_is_copied() {
    var media = media(AAC);
    assertThat(Conversions.within(Presets.of(media), media, Set.of("flac")))
        .extracting(Preset::id)
        .containsExactly("audio", "m4a", "flac");
    assertThat(AudioForm.missing(Set.of("aac", "libopus", "flac", "pcm_s16le")))
        .containsExactly("libmp3lame");
  }

  @Test
  void a_part_has_a_length_and_an_identity_of_its_own() {
    var part = convert(media(AAC), "flac", new Clip(50_000, 90_000));
    assertThat(part.head().durationSeconds()).isEqualTo(10);
    assertThat(part.head().identity())
        .isNotEqualTo(convert(media(AAC), "flac", null).head().identity());
    assertThat(Planner.isOf(part.head(), media(AAC))).isTrue();
  }

  @Test
  void plans_outlive_a_restart() throws Exception {
    var json = DatabindCodec.mapper();
    for (var choice :
        List.of(
            new Choice("mp3", null, null, new Clip(1, 2), List.of()),
            new Choice("original", null, null, null, List.of("vi", "en")),
            subtitle("vi", "srt"))) {
      var plan = Planner.plan(media(VIDEO), choice);
      assertThat(json.readValue(json.writeValueAsString(plan), StreamPlan.class)).isEqualTo(plan);
    }
  }

  @Test
  void subtitles_come_from_people_first_and_only_in_forms_that_can_be_read() {
    var plan = (Text) Planner.plan(media(VIDEO), subtitle("vi", "srt"));
    assertThat(plan.subtitle().source().url()).isEqualTo("http://site.example/vi.vtt");
    assertThat(plan.head().mediaType()).isEqualTo("application/x-subrip");
    assertThat(plan.resumable()).isTrue();
    refused(subtitle("de", "vtt"), ProblemCode.FORMAT_NOT_FOUND);
    refused(subtitle("fr", "vtt"), ProblemCode.FORMAT_NOT_FOUND);
    refused(subtitle("vi", "html"), ProblemCode.INVALID_REQUEST);
  }

  @Test
  void subtitles_go_into_a_video_that_would_else_be_handed_on_as_it_is() {
    var choice = new Choice(null, List.of("22"), null, null, List.of("vi", "en", "vi"));
    var plan = (Embed) Planner.plan(media(VIDEO), choice);
    assertThat(plan.mux().container()).isEqualTo("mp4");
    assertThat(plan.subtitles()).extracting(each -> each.language()).containsExactly("vi", "en");
    assertThat(plan.head().size().reason()).isEqualTo(Size.Reason.CONVERTED);
    assertThat(plan.head().size().kind()).isEqualTo(Size.Kind.ESTIMATED);
    refused(new Choice("mp3", null, null, null, List.of("vi")), ProblemCode.INVALID_REQUEST);
    refused(
        new Choice("original", null, null, new Clip(0, 1), List.of("vi")),
        ProblemCode.INVALID_REQUEST);
  }

  private static void refused(Choice choice, ProblemCode code) {
    assertThatThrownBy(() -> Planner.plan(media(VIDEO), choice))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static Choice subtitle(String language, String ext) {
    return new Choice(null, null, new Choice.SubtitleFile(language, ext), null, List.of());
  }

  private static Convert convert(MediaInfo media, String preset, @Nullable Clip clip) {
    var choice = new Choice(preset, null, null, clip, List.of());
    return (Convert) Planner.plan(media, choice);
  }

  private static Format format(
      String id, String ext, @Nullable String video, @Nullable String audio, long size) {
    var source = new Source.File("http://site.example/" + id, Map.of("User-Agent", "x"), null);
    return new Format(
        id, ext, video, audio, null, null, null, null, null, null, Size.exact(size), source);
  }

  private static MediaInfo.Subtitle file(String language, String ext, boolean automatic) {
    var url = "http://site.example/" + language + (automatic ? "-auto" : "") + "." + ext;
    return new MediaInfo.Subtitle(language, ext, url, automatic);
  }

  private static MediaInfo media(Format... formats) {
    return new MediaInfo(
        "Generic",
        "v",
        "http://site.example/v",
        "A film",
        "Somebody",
        60.0,
        "http://site.example/cover.jpg",
        false,
        List.of(formats),
        List.of(
            file("vi", "vtt", true),
            file("vi", "vtt", false),
            file("en", "srt", false),
            file("fr", "ttml", false)),
        List.of(),
        List.of(),
        List.of());
  }
}
