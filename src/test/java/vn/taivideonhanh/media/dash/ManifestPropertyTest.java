package vn.taivideonhanh.media.dash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/** Whatever a site sends as a manifest, it is refused or read, and soon. */
class ManifestPropertyTest {
  /** Longer than any reading may take on any machine, and far shorter than a hang. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String WHOLE =
      """
      <?xml version="1.0"?>
      <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" xmlns:x="http://www.w3.org/1999/xlink"
        type="static" mediaPresentationDuration="PT1H2M3.5S"><BaseURL>http://a.example/b/</BaseURL>
      <Period start="PT1S"><BaseURL>c</BaseURL><AdaptationSet mimeType="video/mp4">
      <SegmentTemplate timescale="90000" presentationTimeOffset="7" startNumber="3"
        media="$RepresentationID$/$Bandwidth$/$Number%05d$-$Time$.m4s" initialization="i.mp4">
        <SegmentTimeline><S t="0" d="180000" r="-1"/><S t="1800000" d="90000" r="5"/><S d="9"/>
        </SegmentTimeline></SegmentTemplate>
      <Representation id="v" bandwidth="1000"/></AdaptationSet>
      <AdaptationSet><Representation id="w"><BaseURL>w.mp4</BaseURL><SegmentList duration="4">
        <Initialization range="0-9"/><SegmentURL mediaRange="10-19"/><SegmentURL media="x"/>
      </SegmentList></Representation>
      <Representation id="v-w"><SegmentTemplate duration="10" endNumber="9" media="$Number$"
        /></Representation><Representation><SegmentBase indexRange="0-1"/></Representation>
      </AdaptationSet></Period></MPD>
      """;

  private static final List<String> PIECES =
      List.of(
          "<Period>",
          "</Period>",
          "<AdaptationSet>",
          "</AdaptationSet>",
          "<Representation id=\"v\">",
          "</Representation>",
          "<SegmentTemplate duration=\"1\" media=\"$Number%020d$\">",
          "<SegmentTemplate timescale=\"999999999999999999\" media=\"$Time$\">",
          "</SegmentTemplate>",
          "<SegmentTimeline>",
          "</SegmentTimeline>",
          "<S t=\"999999999999999999\" d=\"999999999999999999\" r=\"999999999999999999\"/>",
          "<S d=\"1\" r=\"-1\"/>",
          "<S d=\"1\" r=\"49999\"/>",
          "<SegmentList duration=\"999999999999999999\">",
          "<SegmentURL mediaRange=\"0-999999999999999999\"/>",
          "</SegmentList>",
          "<Initialization sourceURL=\"file:///etc/passwd\"/>",
          "<BaseURL>//[::1]:6379/</BaseURL>",
          "<BaseURL>data:,</BaseURL>",
          "<BaseURL>mailto:a</BaseURL>",
          "<ContentProtection/>",
          "<!DOCTYPE a [<!ENTITY b \"c\">]>",
          "<![CDATA[<]]>",
          "<!-- -->",
          "<?a b?>",
          "&lt;",
          "&b;",
          "&#0;",
          "\u0000",
          "\ud800");

  /** What is put in the place of something. */
  private static final List<String> WORDS =
      List.of(
          "",
          "-1",
          "0",
          "1",
          "4294967296",
          "999999999999999999",
          "9223372036854775808",
          "1e9",
          "NaN",
          "PT999999999H999999999M999999999S",
          "P999999D",
          "PT0S",
          "$",
          "$$",
          "$Number$",
          "$Number%099d$",
          "$Time$$Time$",
          "../../..",
          "http://",
          "http://b",
          "?",
          "#",
          "javascript:1",
          "x".repeat(9000),
          "&amp;",
          "\"",
          "<",
          ">",
          "é\u202e😀");

  @Provide
  Arbitrary<String> piece() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.of(PIECES)), Tuple.of(1, Arbitraries.strings().ofMaxLength(40)));
  }

  @Provide
  Arbitrary<String> word() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.of(WORDS)), Tuple.of(1, Arbitraries.strings().ofMaxLength(40)));
  }

  @Property(tries = 1500)
  void pieces_in_any_order_are_refused_or_read(
      @ForAll @Size(max = 30) List<@From("piece") String> pieces) {
    var text = String.join("", pieces);
    judge("<MPD mediaPresentationDuration=\"PT9S\">" + text + "</MPD>");
    judge("<MPD><Period><AdaptationSet><Representation id=\"v\">" + text + "</Representation>");
    judge(
        "<MPD><Period><AdaptationSet><Representation id=\"v\">"
            + text
            + "</Representation></AdaptationSet></Period></MPD>");
  }

  @Property(tries = 2000)
  void a_manifest_with_something_else_in_places_is_refused_or_read(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1000) Integer> places,
      @ForAll("word") String word) {
    var text = WHOLE;
    for (var place : places) {
      int from = text.length() * place / 1001;
      int value = text.indexOf('"', from);
      int end = value < 0 ? -1 : text.indexOf('"', value + 1);
      text =
          end < 0 || place % 5 == 0
              ? text.substring(0, from) + word + text.substring(from)
              : text.substring(0, value + 1) + word + text.substring(end);
    }
    judge(text);
  }

  @Property(tries = 500)
  void any_text_is_refused_or_read(@ForAll String text) {
    judge(text);
    judge("<MPD>" + text + "</MPD>");
    judge("<MPD><Period><BaseURL>" + text + "</BaseURL></Period></MPD>");
  }

  @Example
  void an_end_anywhere_is_refused() {
    for (int length = 0; length < WHOLE.length(); length++) {
      judge(WHOLE.substring(0, length));
    }
    judge(WHOLE);
  }

  @Example
  void a_long_one_takes_no_longer_than_its_length() {
    int room = Manifest.MAX_LENGTH - 300;
    for (var piece :
        List.of(
            "<Period>",
            "<BaseURL>",
            "<a>",
            "<a/>",
            "<BaseURL>a</BaseURL>",
            "<Period a=\"b\" ",
            " a=\"b\"",
            "<!--",
            "<!-- -->",
            "<![CDATA[",
            "&amp;",
            "a",
            "<",
            "<SegmentTemplate/>",
            "<S d=\"1\"/>",
            "<!DOCTYPE a [",
            "<!ENTITY a \"b\">")) {
      var text = piece.repeat(room / piece.length());
      for (var before : List.of("<MPD ", "<MPD><Period><AdaptationSet><BaseURL>")) {
        Assertions.assertTimeoutPreemptively(SOON, () -> judge(before + text), piece);
      }
    }
  }

  @Example
  void addresses_are_no_longer_together_than_is_allowed() {
    var text =
        """
        <MPD><Period><AdaptationSet><Representation id="v">
        <SegmentTemplate duration="1" endNumber="50000" media="%s$Number$"/></Representation>
        </AdaptationSet></Period></MPD>
        """;
    assertThat(judge(text.formatted("x".repeat(8000)))).isEqualTo(Refusal.TOO_LONG);
    assertThat(judge(text.formatted("x"))).isNull();
  }

  @Example
  void entities_are_refused_before_they_grow() {
    var text = new StringBuilder("<!DOCTYPE m [<!ENTITY a0 \"ha\">");
    for (int i = 1; i <= 30; i++) {
      text.append("<!ENTITY a%d \"%s\">".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
    }
    var bomb = text + "]><MPD><Period><BaseURL>&a30;</BaseURL></Period></MPD>";
    Assertions.assertTimeoutPreemptively(
        SOON, () -> assertThat(judge(bomb)).isEqualTo(Refusal.MALFORMED));
  }

  /** Why the representation that is asked for is refused; null when it is read. */
  @CanIgnoreReturnValue
  private static @Nullable Refusal judge(String text) {
    try {
      var track = Manifest.parse(text).track("v", null, "https://site.example/m.mpd");
      assertThat(track.base()).hasSizeLessThanOrEqualTo(8192);
      assertThat(track.parts()).hasSizeBetween(1, DashTrack.MAX_PARTS);
      long characters = 0;
      for (var part : track.parts()) {
        assertThat(part.uri().isEmpty()).isFalse();
        assertThat(part.uri().length()).isLessThanOrEqualTo(8192);
        assertThat(part.first()).isNotNegative();
        assertThat(part.length() == null || part.length() > 0).isTrue();
        assertThat(part.micros() == null || part.micros() >= 0).isTrue();
        characters += part.uri().length();
      }
      assertThat(characters).isLessThanOrEqualTo(32 << 20);
      return null;
    } catch (ManifestRefusedException refused) {
      assertThat(refused.refusal()).isNotNull();
      return refused.refusal();
    }
  }
}
