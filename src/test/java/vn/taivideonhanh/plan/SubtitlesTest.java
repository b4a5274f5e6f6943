package vn.taivideonhanh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;

class SubtitlesTest {
  @Test
  void those_whose_addresses_have_expired_are_found_again() {
    var text =
        Planner.plan(
            media("old"),
            new Choice(null, null, new Choice.SubtitleFile("vi", "srt"), null, List.of()));
    assertThat(address(Subtitles.renewed(text, media("new"))))
        .isEqualTo("https://cdn.example/new/vi.vtt");
    var embed =
        Planner.plan(media("old"), new Choice(null, List.of("1"), null, null, List.of("vi")));
    assertThat(Subtitles.renewed(embed, media("new")))
        .isInstanceOfSatisfying(
            Embed.class,
            fresh ->
                assertThat(fresh.subtitles().getFirst().source().url())
                    .isEqualTo("https://cdn.example/new/vi.vtt"));
  }

  @Test
  void those_that_are_not_offered_any_more_stay_as_they_were() {
    var text =
        Planner.plan(
            media("old"),
            new Choice(null, null, new Choice.SubtitleFile("vi", "vtt"), null, List.of()));
    var none = media("new", List.of());
    assertThat(address(Subtitles.renewed(text, none))).isEqualTo("https://cdn.example/old/vi.vtt");
  }

  private static String address(StreamPlan plan) {
    assertThat(plan).isInstanceOf(Text.class);
    return ((Text) plan).subtitle().source().url();
  }

  private static MediaInfo media(String folder) {
    var at = "https://cdn.example/" + folder + "/";
    return media(
        folder,
        List.of(
            new MediaInfo.Subtitle("vi", "vtt", at + "heard.vtt", true),
            new MediaInfo.Subtitle("vi", "vtt", at + "vi.vtt", false)));
  }

  private static MediaInfo media(String folder, List<MediaInfo.Subtitle> subtitles) {
    var file = new Source.File("https://cdn.example/" + folder + "/v.mp4", Map.of(), null);
    var format =
        new Format("1", "mp4", "avc1", "mp4a", 640, 360, null, null, null, null, Size.NONE, file);
    return new MediaInfo(
        "site",
        "1",
        "https://page.example/",
        "title",
        null,
        5.0,
        null,
        false,
        List.of(format),
        subtitles,
        List.of(),
        List.of(),
        List.of());
  }
}
