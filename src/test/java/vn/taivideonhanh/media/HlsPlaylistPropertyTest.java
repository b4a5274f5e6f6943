package vn.taivideonhanh.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;
import vn.taivideonhanh.media.HlsPlaylist.RefusedException;

/** Whatever a site sends as a playlist, it is refused or read, and soon. */
class HlsPlaylistPropertyTest {
  /** Longer than any reading may take on any machine, and far shorter than a hang. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final List<String> LINES =
      List.of(
          "#EXTM3U",
          "#EXTINF:4,",
          "#EXTINF:999999999.999999999999999999,x",
          "#EXTINF:-1,",
          "#EXTINF:1e300,",
          "#EXTINF:NaN",
          "#EXT-X-BYTERANGE:10",
          "#EXT-X-BYTERANGE:999999999999999999",
          "#EXT-X-BYTERANGE:999999999999999999@999999999999999999",
          "#EXT-X-BYTERANGE:-1@-1",
          "#EXT-X-MAP:URI=\"init.mp4\",BYTERANGE=\"10@0\"",
          "#EXT-X-MAP:URI=\"file:///etc/passwd\"",
          "#EXT-X-MAP:URI=\"",
          "#EXT-X-MAP:URI=,,=,\"=\"",
          "#EXT-X-MAP",
          "#EXT-X-KEY:METHOD=NONE",
          "#EXT-X-KEY:METHOD=AES-128,URI=\"file:///etc/passwd\"",
          "#EXT-X-KEY:",
          "#EXT-X-STREAM-INF:BANDWIDTH=1",
          "#EXT-X-DISCONTINUITY",
          "#EXT-X-ENDLIST",
          "a.ts",
          "a.ts",
          "concat:a|b",
          "\u0000",
          "\ufeff",
          "");

  @Provide
  Arbitrary<String> line() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.of(LINES)), Tuple.of(1, Arbitraries.strings().ofMaxLength(60)));
  }

  @Property(tries = 3000)
  void lines_in_any_order_are_refused_or_read(
      @ForAll @Size(max = 40) List<@From("line") String> lines) {
    judge("#EXTM3U\n" + String.join("\n", lines) + "\n#EXT-X-ENDLIST");
  }

  @Property(tries = 1000)
  void any_text_is_refused_or_read(@ForAll String text) {
    judge(text);
    judge("#EXTM3U\n#EXTINF:1,\n" + text + "\n#EXT-X-ENDLIST\n");
    judge("#EXTM3U\n#EXT-X-MAP:" + text + "\n#EXTINF:1,\na\n#EXT-X-ENDLIST\n");
  }

  @Example
  void a_long_one_takes_no_longer_than_its_length() {
    var room = HlsPlaylist.MAX_LENGTH - 200;
    for (var piece : List.of("A", "A=", "A=\"", ",", "=", "\"", "URI=\"x\",", " ", "\t,")) {
      var list = "#EXTM3U\n#EXT-X-MAP:" + piece.repeat(room / piece.length());
      Assertions.assertTimeoutPreemptively(SOON, () -> judge(list), piece);
    }
    for (var piece :
        List.of("#EXT-X-MAP:URI=\"x\"\n#EXT-X-MAP:URI=\"y\"\n", "#EXTINF:1,\na\n", "\n")) {
      var list = "#EXTM3U\n" + piece.repeat(room / piece.length());
      Assertions.assertTimeoutPreemptively(SOON, () -> judge(list), piece);
    }
  }

  @Example
  void positions_never_run_over() {
    var segment = "#EXTINF:1,\n#EXT-X-BYTERANGE:999999999999999999\na.ts\n";
    var list = "#EXTM3U\n" + segment.repeat(20) + "#EXT-X-ENDLIST\n";
    assertThat(catchThrowableOfType(RefusedException.class, () -> HlsPlaylist.parse(list)))
        .isNotNull();
  }

  @Example
  void an_address_that_nobody_could_ask_for_is_refused() {
    var list = "#EXTM3U\n#EXTINF:1,\n" + "a".repeat(9000) + "\n#EXT-X-ENDLIST\n";
    assertThat(catchThrowableOfType(RefusedException.class, () -> HlsPlaylist.parse(list)))
        .isNotNull();
  }

  private static void judge(String text) {
    try {
      var list = HlsPlaylist.parse(text);
      assertThat(list.durationSeconds()).isPositive().isFinite();
      assertThat(list.parts()).hasSizeBetween(1, HlsPlaylist.MAX_PARTS);
      for (var part : list.parts()) {
        assertThat(part.uri()).isNotEmpty().hasSizeLessThanOrEqualTo(8192);
        assertThat(part.first()).isNotNegative();
        if (part.length() != null) {
          assertThat(part.length()).isPositive();
          assertThat(part.first() + part.length()).isPositive();
        }
      }
    } catch (RefusedException refused) {
      assertThat(refused.refusal()).isNotNull();
    }
  }
}
