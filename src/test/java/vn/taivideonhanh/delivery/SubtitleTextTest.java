package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import vn.taivideonhanh.delivery.SubtitleCues.Cue;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.problem.Failure;

/** Subtitles of strangers, read and written in both forms. */
class SubtitleTextTest {
  private static final String VTT =
      """
      WEBVTT - of a site

      STYLE
      ::cue { color: red }

      NOTE a remark --> not a cue

      one
      00:01.500 --> 00:03.250 align:start position:10%
      <v Ann><i>Xin chào</i> &amp; <00:00:02.000><c.red>bye</c>
      a &lt;3 b

      01:00:00.000 --> 01:00:01.000
      end
      """;

  @Example
  void webvtt_becomes_subrip() {
    assertThat(made(VTT, "vtt", "srt"))
        .isEqualTo(
            """
            1
            00:00:01,500 --> 00:00:03,250
            <i>Xin chào</i> & bye
            a <3 b

            2
            01:00:00,000 --> 01:00:01,000
            end

            """);
  }

  @Example
  void subrip_becomes_webvtt() {
    var srt =
        """
        1
        00:00:01,5 --> 00:00:02,000
        {\\an8}<font color="red">Tom & <B>Ann</B></font>
        a --> b

        2
        00:00:03,000 --> 00:00:02,000
        backwards
        """
            .replace("\n", "\r\n");
    assertThat(made(srt, "srt", "vtt"))
        .isEqualTo(
            """
            WEBVTT

            00:00:01.500 --> 00:00:02.000
            Tom &amp; <b>Ann</b>
            a --&gt; b

            """);
  }

  @Example
  void the_form_that_it_has_is_kept_but_for_what_nobody_sees() {
    assertThat(made(VTT.replace("\n", "\r\n").replace("bye", "b\u0000y\u001be"), "vtt", "vtt"))
        .isEqualTo(VTT);
  }

  @Example
  void a_part_begins_at_its_start() {
    var text = SubtitleText.of(VTT.getBytes(UTF_8), "vtt");
    assertThat(new String(text.as("vtt", new Clip(2_000, 60_000)), UTF_8))
        .startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:01.250\n")
        .doesNotContain("end");
  }

  @Example
  void what_is_none_is_refused_whatever_it_is_called() {
    for (var other :
        List.of(
            "",
            "<!doctype html><script>1</script>",
            "#EXTM3U\n#EXTINF:5,\na.vtt",
            "WEBVTT\n\nno times")) {
      for (var ext : List.of("vtt", "srt")) {
        assertThatThrownBy(() -> SubtitleText.of(other.getBytes(UTF_8), ext))
            .isInstanceOf(Failure.class);
      }
    }
  }

  @Example
  void what_windows_writes_is_read() {
    var bytes = ("\ufeff" + VTT).getBytes(UTF_16LE);
    assertThat(new String(SubtitleText.of(bytes, "vtt").as("vtt", null), UTF_8)).isEqualTo(VTT);
  }

  @Property(tries = 200)
  void nothing_makes_the_reader_fail(@ForAll String any, @ForAll("lines") List<String> lines) {
    for (var ext : List.of("vtt", "srt")) {
      for (var text : List.of(any, String.join("\n", lines))) {
        var cues = SubtitleReader.read(text, ext);
        assertThat(cues.cues())
            .allMatch(cue -> cue.end() > cue.start() && !cue.text().isBlank())
            .noneMatch(cue -> cue.text().contains("\n\n"));
      }
    }
  }

  @Property(tries = 200)
  void what_was_written_is_read_again(@ForAll("cues") List<Cue> cues) {
    var given = new SubtitleCues(cues);
    assertThat(SubtitleReader.read(given.as("srt"), "srt")).isEqualTo(given);
    assertThat(SubtitleReader.read(given.as("vtt"), "vtt")).isEqualTo(given);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(
            "WEBVTT",
            "",
            "1",
            "00:01.000 --> 00:02.000",
            "99:99:99,999 --> 9999:00:00.0 x",
            "00:02,0-->00:01,0",
            "<<i>&amp;&#0;&#1114112;",
            "{\\an8}</b><i",
            "a --> b",
            "\u2028\u0085")
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Cue>> cues() {
    var word = Arbitraries.of("Xin chào", "<i>a</i>", "1 < 2 & 3 > 2", "&amp;", "-->", "{x}", "😀");
    var text = word.list().ofMinSize(1).ofMaxSize(4).map(words -> String.join("\n", words));
    var start = Arbitraries.longs().between(0, 35_000_000);
    var length = Arbitraries.longs().between(1, 10_000);
    return Combinators.combine(start, length, text)
        .as((at, more, words) -> new Cue(at, at + more, words))
        .list()
        .ofMaxSize(20)
        .map(ArrayList::new);
  }

  private static String made(String text, String ext, String wanted) {
    return new String(SubtitleText.of(text.getBytes(UTF_8), ext).as(wanted, null), UTF_8);
  }
}
