package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.Html.tag;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.media.Size;

/** What strangers write is text wherever it stands, and numbers are told as each language does. */
class HtmlTest {
  @Test
  void markup_in_a_text_is_text() {
    var html = tag("p").with("title", "\"><b a='1'>&").of("<script>alert('1') && \"2\"</script>");
    assertThat(html.markup())
        .isEqualTo(
            "<p title=\"&quot;&gt;&lt;b a=&#39;1&#39;&gt;&amp;\">"
                + "&lt;script&gt;alert(&#39;1&#39;) &amp;&amp; &quot;2&quot;&lt;/script&gt;</p>");
  }

  @Test
  void elements_stand_in_elements() {
    var items = List.of(tag("li").of("one"), tag("li").of(tag("br").alone()));
    assertThat(tag("ul").of(Html.all(items), Html.NOTHING).markup())
        .isEqualTo("<ul><li>one</li><li><br></li></ul>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u202Eb",
        "a\u2066b",
        "a\u200Fb",
        "a\u0000b",
        "a\u001Bb",
        "a\nb",
        "a\uFEFFb",
        "a\uD800b"
      })
  void what_cannot_be_seen_is_a_blank(String text) {
    assertThat(Html.text(text).markup()).isEqualTo("a b");
    assertThat(tag("i").with("title", text).alone().markup()).isEqualTo("<i title=\"a b\">");
  }

  @Test
  void joiners_of_scripts_and_emoji_stay() {
    assertThat(Html.text("👨\u200D👩\u200D👧 Tiếng Việt").markup())
        .isEqualTo("👨\u200D👩\u200D👧 Tiếng Việt");
  }

  @Test
  void a_text_without_end_is_cut_between_characters() {
    var shown = Html.shown("\uD83D\uDE00".repeat(10_000), 300);
    assertThat(shown.codePointCount(0, shown.length())).isEqualTo(300);
    assertThat(shown).endsWith("\uD83D\uDE00…");
    assertThat(Html.shown("\u202E".repeat(10_000) + "a", 300)).isEqualTo(" ");
    assertThat(Html.text("<".repeat(1_000_000)).markup()).hasSizeLessThan(5_000);
  }

  @Test
  void a_size_is_told_as_the_language_writes_numbers() {
    var english = Words.read(Language.EN);
    var vietnamese = Words.read(Language.VI);
    assertThat(english.size(Size.exact(34_250_000))).isEqualTo("34.3 MB");
    assertThat(vietnamese.size(Size.exact(34_250_000))).isEqualTo("34,3 MB");
    assertThat(english.size(Size.estimated(999_500))).isEqualTo("about 1 MB");
    assertThat(english.size(Size.exact(999))).isEqualTo("999 B");
    assertThat(english.size(Size.NONE)).isEqualTo("size unknown");
  }

  @Test
  void a_place_and_a_count_have_their_forms() {
    var english = Words.read(Language.EN);
    assertThat(List.of(1, 2, 3, 4, 11, 12, 13, 21, 112).stream().map(english::ordinal))
        .containsExactly("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th");
    assertThat(english.count("playlist.title", 1)).isEqualTo("1 video");
    assertThat(english.count("playlist.title", 2)).isEqualTo("2 videos");
  }

  @Test
  void a_length_is_a_clock() {
    assertThat(Words.clock(12.5)).isEqualTo("0:13");
    assertThat(Words.clock(3725)).isEqualTo("1:02:05");
  }
}
