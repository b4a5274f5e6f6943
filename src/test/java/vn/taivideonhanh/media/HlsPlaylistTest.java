package vn.taivideonhanh.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.media.HlsPlaylist.Refusal;
import vn.taivideonhanh.media.HlsPlaylist.RefusedException;

/** Playlists of RFC 8216, good and bad. */
class HlsPlaylistTest {
  @Test
  void lists_the_segments_of_a_transport_stream() throws RefusedException {
    var list =
        HlsPlaylist.parse(
            """
            #EXTM3U
            #EXT-X-VERSION:3
            #EXT-X-TARGETDURATION:4
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXTINF:4.0,a title
            a.ts?x=1,2
            # a comment

            #EXT-X-DISCONTINUITY
            #EXTINF:1.5
            https://other.example/b.ts
            #EXT-X-ENDLIST
            """);
    assertThat(list.parts())
        .containsExactly(
            new Part("a.ts?x=1,2", 0, null, 4_000_000L),
            new Part("https://other.example/b.ts", 0, null, 1_500_000L));
    assertThat(list.fragmented()).isFalse();
    assertThat(list.continuous()).isFalse();
    assertThat(list.movie()).isFalse();
    assertThat(list.durationSeconds()).isEqualTo(5.5);
  }

  @Test
  void puts_the_initialization_section_first_and_once() throws RefusedException {
    var list =
        HlsPlaylist.parse(
            """
            #EXTM3U
            #EXT-X-MAP:URI="init.mp4",BYTERANGE="700@0"
            #EXTINF:4,
            #EXT-X-BYTERANGE:1000@700
            all.mp4
            #EXTINF:4,
            #EXT-X-BYTERANGE:2000
            all.mp4
            #EXT-X-MAP:URI="init.mp4",BYTERANGE="700@0"
            #EXT-X-KEY:METHOD=NONE
            #EXTINF:4,
            last.m4s
            #EXT-X-ENDLIST
            """);
    assertThat(list.parts())
        .containsExactly(
            new Part("init.mp4", 0, 700L, null),
            new Part("all.mp4", 700, 1000L, 4_000_000L),
            new Part("all.mp4", 1700, 2000L, 4_000_000L),
            new Part("last.m4s", 0, null, 4_000_000L));
    assertThat(list.fragmented()).isTrue();
    assertThat(list.movie()).isTrue();
  }

  @Test
  void reads_lines_that_end_as_on_windows_and_a_byte_order_mark() throws RefusedException {
    var list = HlsPlaylist.parse("\uFEFF#EXTM3U\r\n#EXTINF:1,\r\na.ts\r\n#EXT-X-ENDLIST\r\n");
    assertThat(list.parts()).containsExactly(new Part("a.ts", 0, null, 1_000_000L));
  }

  @Test
  void refuses_a_broadcast_that_goes_on() {
    assertThat(refusal("#EXTM3U\n#EXTINF:1,\na.ts\n")).isEqualTo(Refusal.LIVE);
  }

  @Test
  void refuses_encrypted_parts() {
    var text = "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n";
    assertThat(refusal(text)).isEqualTo(Refusal.ENCRYPTED);
  }

  @Test
  void refuses_a_list_of_lists() {
    assertThat(refusal("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n"))
        .isEqualTo(Refusal.MASTER);
  }

  @Test
  void refuses_too_many_parts() {
    var text = "#EXTM3U\n" + "#EXTINF:1,\na.ts\n".repeat(HlsPlaylist.MAX_PARTS + 1);
    assertThat(refusal(text)).isEqualTo(Refusal.TOO_LONG);
    assertThat(refusal("#EXTM3U\n" + "#".repeat(HlsPlaylist.MAX_LENGTH)))
        .isEqualTo(Refusal.TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "#EXTM3U\n#EXT-X-ENDLIST\n",
        "#EXTM3U\na.ts\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXTINF:x,\na.ts\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXTINF:-1,\na.ts\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXTINF:1,\n#EXT-X-BYTERANGE:0\na.ts\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXTINF:1,\n#EXT-X-BYTERANGE:99999999999999999999\na.ts\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-MAP:BYTERANGE=\"1@0\"\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n#EXTINF:1,\nb.ts\n"
      })
  void refuses_what_breaks_the_rules(String text) {
    assertThat(refusal(text)).isEqualTo(Refusal.MALFORMED);
  }

  private static Refusal refusal(String text) {
    return catchThrowableOfType(RefusedException.class, () -> HlsPlaylist.parse(text)).refusal();
  }
}
