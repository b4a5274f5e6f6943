package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.StreamPlan.Head;

/** Titles that sites may have, and the file names that come of them. */
class FileNameTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Big Buck Bunny, Big Buck Bunny.mp4",
        "Tải video nhanh, Tải video nhanh.mp4",
        "日本語のタイトル, 日本語のタイトル.mp4",
        "فيلم قصير, فيلم قصير.mp4",
        "👨‍👩‍👧 family, 👨‍👩‍👧 family.mp4",
        "../../etc/passwd, etc-passwd.mp4",
        "C:\\Windows\\x, C--Windows-x.mp4",
        "AC/DC: live | 1991, AC-DC- live - 1991.mp4",
        "what? <b>*bold*</b>, what bbold-b.mp4",
        "he said \"no\", he said 'no'.mp4",
        "-rf, rf.mp4",
        "...hidden, hidden.mp4",
        "trailing. . ., trailing.mp4",
        "CON, _CON.mp4",
        "nul.txt, _nul.txt.mp4",
        "com1, _com1.mp4",
        "LPT², _LPT².mp4",
        "console, console.mp4",
        "100% real, 100% real.mp4"
      })
  void is_made_of_a_title(String title, String name) {
    assertThat(FileName.of(head(title, "mp4"))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "///", "???", "\u202E", "\u0000\u0007", "---", "\uD800"})
  void a_title_of_nothing_is_called_video(String title) {
    assertThat(FileName.of(head(title, "mp4")))
        .matches("video\\.mp4|-*\\.mp4")
        .isEqualTo("video.mp4");
  }

  @Test
  void holds_no_control_and_nothing_that_turns_text_around() {
    var name = FileName.of(head("a\r\nSet-Cookie: x\u0000\u202Egpj.exe\u2066\u200F\u0085b", "mp4"));
    assertThat(name).isEqualTo("a Set-Cookie- xgpj.exeb.mp4");
  }

  @Test
  void is_cut_between_characters() {
    for (var letter : new String[] {"a", "ế", "日", "👨‍👩‍👧", "e\u0323\u0302\u0301\u0316"}) {
      var name = FileName.of(head(letter.repeat(200), "mp4"));
      var stem = name.substring(0, name.length() - ".mp4".length());
      assertThat(stem.getBytes(UTF_8).length).isLessThanOrEqualTo(150).isGreaterThan(120);
      assertThat(name).doesNotContain("\uFFFD");
      assertThat(new String(name.getBytes(UTF_8), UTF_8)).isEqualTo(name);
    }
    assertThat(FileName.of(head("👨‍👩‍👧".repeat(50), "mp4")))
        .isEqualTo("👨‍👩‍👧".repeat(8) + ".mp4");
  }

  @ParameterizedTest
  @CsvSource({"MP4, a.mp4", "m4a, a.m4a", "'', a.bin", "../x, a.bin", "superlongext, a.bin"})
  void has_a_plain_extension(String ext, String name) {
    assertThat(FileName.of(head("a", ext))).isEqualTo(name);
  }

  @Test
  void is_told_in_ascii_and_in_full() {
    assertThat(FileName.contentDisposition("Đường về nhà – 100%.mp4", false))
        .isEqualTo(
            "attachment; filename=\"Duong ve nha _ 100_.mp4\"; filename*=UTF-8''"
                + "%C4%90%C6%B0%E1%BB%9Dng%20v%E1%BB%81%20nh%C3%A0%20%E2%80%93%20100%25.mp4");
    assertThat(FileName.contentDisposition("a.mp4", true))
        .isEqualTo("inline; filename=\"a.mp4\"; filename*=UTF-8''a.mp4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"; filename=\"b", "a\\\"b", "a\r\nX: y", "日本\"", "a'b;c=d"})
  void stays_inside_its_quotes(String title) {
    var value = FileName.contentDisposition(FileName.of(head(title, "mp4")), false);
    assertThat(value)
        .matches(
            "attachment; filename=\"[ !#-\\[\\]-~]*\"; filename\\*=UTF-8''[!#$&+.^_`|~%A-Za-z0-9-]*");
  }

  private static Head head(String title, String ext) {
    return new Head("https://a.example/", "a/1", title, ext, "video/mp4", 5.0, Size.NONE);
  }
}
