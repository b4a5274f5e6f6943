package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.AudioForm;
import vn.taivideonhanh.plan.Convert;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;

/** What children are told, and what never. */
class CommandsTest {
  private static final List<String> NEVER =
      List.of(
          """
          -safe -enable_drefs -use_absolute_path -report -filter_complex -filter_complex_script -filter
          -vf -af -lavfi -attach -dump_attachment -passlogfile -sdp_file -init_hw_device -vstats_file
          -allowed_extensions -http_proxy -cookies -y concat lavfi file pipe:0
          """
              .strip()
              .split("\\s+", -1));

  @Test
  void ffmpeg_has_the_demuxer_and_the_protocols_named_for_each_input() {
    var video = new Track("v", "mp4", source(), true, false);
    var audio = new Track("a", "m4a", source(), false, true);
    var plan = new StreamPlan.Mux(Rig.head("x", "mp4", 5), video, audio, "mp4");
    var command =
        new FfmpegCommand(Path.of("/usr/bin/ffmpeg"))
            .of(
                plan,
                List.of(
                    new FfmpegCommand.Input(video, Container.MP4, false, "http://127.0.0.1:1/v"),
                    new FfmpegCommand.Input(audio, Container.AAC, true, "http://127.0.0.1:1/a")),
                List.of(new FfmpegCommand.Text("vie", "http://127.0.0.1:1/s")));
    assertThat(command)
        .containsSubsequence(
            "-protocol_whitelist",
            "http,tcp",
            "-format_whitelist",
            "mov,mp4,m4a,3gp,3g2,mj2",
            "-f",
            "mov",
            "-i",
            "http://127.0.0.1:1/v",
            "-protocol_whitelist",
            "http,tcp",
            "-format_whitelist",
            "aac",
            "-f",
            "aac",
            "-i",
            "http://127.0.0.1:1/a",
            "-protocol_whitelist",
            "http,tcp",
            "-format_whitelist",
            "srt",
            "-f",
            "srt",
            "-i",
            "http://127.0.0.1:1/s",
            "-map",
            "0:V:0",
            "-map",
            "1:a:0",
            "-c",
            "copy",
            "-map",
            "2:s:0",
            "-metadata:s:s:0",
            "language=vie",
            "-c:s",
            "mov_text",
            "-bsf:a",
            "aac_adtstoasc",
            "pipe:1");
    assertThat(command).doesNotContainAnyElementsOf(NEVER);
  }

  @ParameterizedTest
  @EnumSource
  void no_container_makes_ffmpeg_open_anything_but_its_input(Container container) {
    for (var muxer : List.of("mp4", "webm", "matroska")) {
      var track = new Track("v", "x", source(), true, true);
      var plan = new StreamPlan.Mux(Rig.head("x", "mp4", 5), track, null, muxer);
      var input = new FfmpegCommand.Input(track, container, true, "http://127.0.0.1:1/v");
      var command =
          new FfmpegCommand(Path.of("/usr/bin/ffmpeg")).of(plan, List.of(input), List.of());
      assertThat(command)
          .doesNotContainAnyElementsOf(NEVER)
          .containsSubsequence("-protocol_whitelist", "http,tcp", "-format_whitelist")
          .containsSubsequence("-f", container.demuxer(), "-i", "http://127.0.0.1:1/v")
          .containsSequence("-map_metadata", "-1")
          .contains("-nostdin", "-max_alloc", "-sn", "-dn")
          .endsWith("pipe:1");
      assertThat(command.stream().filter("-i"::equals)).hasSize(1);
      assertThat(container.names()).doesNotContain("concat", "sdp", "hls", "image2", "lavfi");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_conversion_names_them_too_and_holds_no_text_of_the_site(AudioForm form) {
    var track = new Track("a", "m4a", source(), false, true);
    var tags = new Convert.Tags("-i /etc/passwd", "https://cdn.example/cover.jpg", null);
    var head = Rig.head("-f lavfi", form.ext(), 5);
    var plan = new Convert(head, track, form, false, tags, new Clip(1_000, 2_500));
    var input = new FfmpegCommand.Input(track, Container.MP4, false, "http://127.0.0.1:1/a");
    var command =
        new ConvertCommand(Path.of("/usr/bin/ffmpeg"))
            .of(plan, input, new ConvertLength(1.5, true));
    assertThat(command)
        .containsSubsequence(
            "-ss",
            "1.000",
            "-t",
            "1.500",
            "-protocol_whitelist",
            "http,tcp",
            "-format_whitelist",
            "mov,mp4,m4a,3gp,3g2,mj2",
            "-f",
            "mov",
            "-i",
            "http://127.0.0.1:1/a",
            "-map",
            "0:a:0",
            "-vn",
            "-c:a",
            form.encoder(),
            "pipe:1");
    // Filters of ours, none of which opens anything, and with numbers of ours.
    var filters = command.indexOf("-af");
    if (filters >= 0) {
      assertThat(command.get(filters + 1))
          .matches(
              "aformat=[a-z_=|]+|apad=whole_dur=[\\d.]+,asetpts=N/SR/TB,atrim=duration=[\\d.]+");
    }
    assertThat(command.stream().filter(each -> !each.equals("-af")))
        .doesNotContainAnyElementsOf(NEVER)
        .noneMatch(each -> each.contains("lavfi"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "000000186674797069736f6d, mp4, MP4",
        "0000001873747970, bin, MP4",
        "1a45dfa3, webm, MATROSKA",
        "4f67675300, ogg, OGG",
        "664c614300, flac, FLAC",
        "464c560105, flv, FLV",
        "47400010, ts, TRANSPORT_STREAM",
        "fff15080, aac, AAC",
        "fff95080, bin, AAC",
        "fffb9044, mp3, MP3",
        "49443304000000000000fff150, bin, AAC",
        "49443304000000000000fffb90, bin, MP3",
        "494433, mp3, MP3",
        "494433, m4a, AAC",
        "3c68746d6c3e0a0a0a0a0a0a, mp4, none",
        "763d300d0a6f3d2d20302030, mp4, none",
        "23455854 , mp4, none",
        "52494646, avi, none",
        "00, mp4, none"
      })
  void containers_are_known_by_their_first_bytes(
      String hex, String ext, @Nullable Container container) {
    var head = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    assertThat(Container.of(head, ext)).isEqualTo(container);
  }

  @Test
  void another_host_is_told_the_origin_of_the_page_only() {
    var headers = Map.of("User-Agent", "x", "Referer", "https://page.example/secret?a=b");
    var list = new Target("https://cdn.example/a/list.m3u8", headers);
    assertThat(list.at("../b/1.ts")).isEqualTo(new Target("https://cdn.example/b/1.ts", headers));
    assertThat(list.at("https://other.example/1.ts"))
        .isEqualTo(
            new Target(
                "https://other.example/1.ts",
                Map.of("User-Agent", "x", "Referer", "https://page.example/")));
  }

  @Test
  void the_log_keeps_no_secret_and_no_control() {
    assertThat(LogText.of("a\nb \u001b[31m http://127.0.0.1:1/secret?x: failed"))
        .isEqualTo("a b  [31m http://127.0.0.1:1/... failed");
  }

  private static Source source() {
    return new Source.File("https://cdn.example/f", Map.of(), null);
  }
}
