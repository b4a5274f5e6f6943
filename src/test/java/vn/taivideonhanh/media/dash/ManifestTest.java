package vn.taivideonhanh.media.dash;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.media.Part;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

class ManifestTest {
  private static final String ADDRESS = "https://site.example/v/list.mpd?key=1";
  private static final String STATIC = "type=\"static\" mediaPresentationDuration=\"PT5.0S\"";

  @Test
  void numbered_parts_of_one_duration() throws Exception {
    var track =
        track(
            """
            <SegmentTemplate timescale="1000" duration="2000" startNumber="7"
              initialization="$RepresentationID$/i.mp4" media="$Bandwidth$-$Number%04d$$$.m4s"/>
            """);
    assertThat(track.base()).isEqualTo(ADDRESS);
    assertThat(track.movie()).isTrue();
    assertThat(track.parts())
        .containsExactly(
            new Part("v/i.mp4", 0, null, null),
            new Part("1000-0007$.m4s", 0, null, 2_000_000L),
            new Part("1000-0008$.m4s", 0, null, 2_000_000L),
            new Part("1000-0009$.m4s", 0, null, 1_000_000L));
  }

  @Test
  void parts_of_a_timeline_up_to_the_next_and_to_the_end() throws Exception {
    var track =
        track(
            """
            <SegmentTemplate timescale="10" presentationTimeOffset="100" media="$Time$.m4s">
              <Initialization sourceURL="i.mp4" range="0-99"/>
              <SegmentTimeline><S t="100" d="4" r="-1"/><S t="110" d="7"/><S d="20" r="-1"/>
              </SegmentTimeline>
            </SegmentTemplate>
            """);
    assertThat(track.parts())
        .containsExactly(
            new Part("i.mp4", 0, 100L, null),
            new Part("100.m4s", 0, null, 400_000L),
            new Part("104.m4s", 0, null, 400_000L),
            new Part("108.m4s", 0, null, 200_000L),
            new Part("110.m4s", 0, null, 700_000L),
            new Part("117.m4s", 0, null, 2_000_000L),
            new Part("137.m4s", 0, null, 2_000_000L));
  }

  @Test
  void parts_of_one_file() throws Exception {
    var track =
        track(
            """
            <BaseURL>v.mp4</BaseURL><SegmentList timescale="1" duration="3">
              <Initialization range="0-9"/>
              <SegmentURL mediaRange="10-29" indexRange="10-12"/><SegmentURL mediaRange="30-30"/>
            </SegmentList>
            """);
    var file = "https://site.example/v/v.mp4";
    assertThat(track.base()).isEqualTo(file);
    assertThat(track.movie()).isTrue();
    assertThat(track.parts())
        .containsExactly(
            new Part(file, 0, 10L, null),
            new Part(file, 10, 20L, 3_000_000L),
            new Part(file, 30, 1L, 2_000_000L));
  }

  @Test
  void a_list_without_durations_is_no_movie() throws Exception {
    var track =
        track("<SegmentList><SegmentURL media=\"1\"/><SegmentURL media=\"2\"/></SegmentList>");
    assertThat(track.movie()).isFalse();
    assertThat(track.parts())
        .containsExactly(new Part("1", 0, null, null), new Part("2", 0, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "'<BaseURL>v.mp4</BaseURL>'",
    "'<BaseURL>v.mp4</BaseURL><SegmentBase indexRange=\"9-99\"/>'"
  })
  void one_file(String within) throws Exception {
    var file = "https://site.example/v/v.mp4";
    assertThat(track(within))
        .isEqualTo(new DashTrack(file, List.of(new Part(file, 0, null, null)), false));
  }

  @Test
  void what_a_level_does_not_say_is_said_above() throws Exception {
    var manifest =
        Manifest.parse(
            """
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>https://cdn.example</BaseURL>
            <BaseURL>https://other.example/</BaseURL>
            <Period duration="P0Y0M0DT0H1M30.000S"><BaseURL>a b/</BaseURL>
              <SegmentTemplate timescale="2" media="p.m4s" initialization="i.mp4"/>
              <AdaptationSet><Representation id="v" bandwidth="1"><BaseURL>c/?x=1</BaseURL>
                  <SegmentTemplate duration="90" media="$Number$.m4s"/></Representation>
                <SegmentTemplate duration="60"/>
                <Representation id="w"/>
                <Representation><BaseURL>/file.mp4</BaseURL><SegmentBase/></Representation>
            </AdaptationSet></Period></MPD>
            """);
    var track = manifest.track("v", null, ADDRESS);
    assertThat(track.base()).isEqualTo("https://cdn.example/a%20b/c/?x=1");
    assertThat(track.parts().stream().map(Part::uri)).containsExactly("i.mp4", "1.m4s", "2.m4s");
    assertThat(track.parts().getLast().micros()).isEqualTo(45_000_000);
  }

  @Test
  void a_representation_is_known_by_its_id_and_its_bandwidth() throws Exception {
    var manifest =
        Manifest.parse(
            manifest(
                """
                <Representation id="1" bandwidth="10"><BaseURL>a</BaseURL></Representation>
                <Representation id="2" bandwidth="20"><BaseURL>b</BaseURL></Representation>
                <Representation id="dash-2" bandwidth="30"><BaseURL>c</BaseURL></Representation>
                """));
    assertThat(file(manifest, "1", 10L)).endsWith("/a");
    assertThat(file(manifest, "hls-2", null)).endsWith("/b");
    assertThat(file(manifest, "dash-2", 30L)).endsWith("/c");
    assertThat(file(manifest, "x-1", 11L)).isEqualTo("ABSENT");
    assertThat(file(manifest, "1-0", 10L)).isEqualTo("ABSENT");
    assertThat(file(manifest, "my-dash-2", null)).isEqualTo("ABSENT");
  }

  private static String file(Manifest manifest, String name, @Nullable Long bandwidth) {
    try {
      return manifest.track(name, bandwidth, ADDRESS).base();
    } catch (ManifestRefusedException refused) {
      return refused.refusal().name();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LIVE, '<MPD type=\"dynamic\"><Period/></MPD>'",
    "PERIODS, '<MPD><Period/><Period/></MPD>'",
    "ELSEWHERE, '<MPD xmlns:x=\"http://www.w3.org/1999/xlink\"><Period x:href=\"http://a/\"/></MPD>'",
    "MALFORMED, '<MPD/>'",
    "MALFORMED, '<MPD><Period>'",
    "MALFORMED, 'no manifest'",
    "MALFORMED, ''",
    "MALFORMED, '<!DOCTYPE MPD><MPD><Period/></MPD>'",
    "MALFORMED, '<!DOCTYPE MPD SYSTEM \"file:///etc/passwd\"><MPD><Period/></MPD>'",
    "MALFORMED, '<MPD><Period><BaseURL>&xxe;</BaseURL></Period></MPD>'",
    "MALFORMED, '<MPD mediaPresentationDuration=\"PT-1S\"><Period/></MPD>'",
    "MALFORMED, '<MPD mediaPresentationDuration=\"P1Y\"><Period/></MPD>'",
    "MALFORMED, '<MPD mediaPresentationDuration=\"PT5S\"><Period start=\"PT6S\"/></MPD>'",
    "ABSENT, '<MPD><Period/></MPD>'",
  })
  void a_manifest_is_refused(Refusal refusal, String text) {
    assertThat(refusal(text)).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "PROTECTED, '<ContentProtection schemeIdUri=\"urn:mpeg:dash:mp4protection:2011\"/>'",
    "UNSUPPORTED, '<BaseURL byteRange=\"$base$?$query$\">a</BaseURL>'",
    "MALFORMED, '<BaseURL>http://[</BaseURL>'",
    "MALFORMED, '<SegmentTemplate duration=\"1\"/>'",
    "MALFORMED, '<SegmentTemplate duration=\"-1\" media=\"$Number$\"/>'",
    "MALFORMED, '<SegmentTemplate media=\"$Number$\"/>'",
    "MALFORMED, '<SegmentTemplate duration=\"1\" media=\"$Number\"/>'",
    "MALFORMED, '<SegmentTemplate duration=\"1\" media=\"$Number%099d$\"/>'",
    "MALFORMED, '<SegmentTemplate duration=\"1\" media=\"$SubNumber$\"/>'",
    "MALFORMED, '<SegmentTemplate duration=\"1\" media=\"same.m4s\"/>'",
    "MALFORMED, '<SegmentTemplate duration=\"1\" initialization=\"$Time$\" media=\"$Number$\"/>'",
    "MALFORMED, '<SegmentTemplate timescale=\"0\" duration=\"1\" media=\"$Number$\"/>'",
    "MALFORMED, '<SegmentTemplate duration=\"1\" endNumber=\"0\" media=\"$Number$\"/>'",
    "TOO_LONG, '<SegmentTemplate timescale=\"4294967296\" duration=\"1\" media=\"$Number$\"/>'",
    "TOO_LONG, '<SegmentTemplate duration=\"1\" endNumber=\"1000000\" media=\"$Number$\"/>'",
    "TOO_LONG, '<SegmentTemplate media=\"$Time$\"><SegmentTimeline><S d=\"1\" r=\"999999\"/>"
        + "</SegmentTimeline></SegmentTemplate>'",
    "MALFORMED, '<SegmentTemplate media=\"$Time$\"><SegmentTimeline><S d=\"0\" r=\"1\"/>"
        + "</SegmentTimeline></SegmentTemplate>'",
    "MALFORMED, '<SegmentTemplate media=\"$Time$\"><SegmentTimeline><S t=\"9\" d=\"1\" r=\"-1\"/>"
        + "<S t=\"9\" d=\"1\"/></SegmentTimeline></SegmentTemplate>'",
    "MALFORMED, '<SegmentTemplate media=\"$Time$\"><SegmentTimeline/></SegmentTemplate>'",
    "MALFORMED, '<SegmentList/>'",
    "MALFORMED, '<SegmentList><SegmentURL mediaRange=\"9-8\"/></SegmentList>'",
    "MALFORMED, '<SegmentList><SegmentURL mediaRange=\"-8\"/></SegmentList>'",
  })
  void a_representation_is_refused(Refusal refusal, String within) {
    assertThat(refusal(manifest(representation(within)))).isEqualTo(refusal);
  }

  @Test
  void a_thousand_levels_are_too_many() {
    assertThat(refusal("<MPD>" + "<Period>".repeat(1000))).isEqualTo(Refusal.TOO_LONG);
  }

  private static Refusal refusal(String text) {
    var refused =
        catchThrowableOfType(
            ManifestRefusedException.class,
            () -> assertThat(Manifest.parse(text).track("v", null, ADDRESS)).isNull());
    return requireNonNull(refused, text).refusal();
  }

  private static DashTrack track(String within) throws ManifestRefusedException {
    return Manifest.parse(manifest(representation(within))).track("v", 1000L, ADDRESS);
  }

  private static String representation(String within) {
    return "<Representation id=\"v\" bandwidth=\"1000\">%s</Representation>".formatted(within);
  }

  private static String manifest(String within) {
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" %s><Period><AdaptationSet mimeType="video/mp4">
    %s</AdaptationSet></Period></MPD>
    """
        .formatted(STATIC, within);
  }
}
