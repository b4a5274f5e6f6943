package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {
  @Test
  void vietnamese_and_emoji_stay() {
    var text = "Tải video nhanh 👨‍👩‍👧 – “thử”";
    assertThat(CleanText.of(text, 300)).isEqualTo(text);
  }

  @Test
  void what_steers_terminals_headers_and_direction_goes() {
    assertThat(CleanText.of("a\r\nb\u001b[31mc\u0000\u202ed\u2066e\u009bf\u2028g", 300))
        .isEqualTo("a b[31mcde" + "f g");
  }

  @Test
  void lone_surrogates_and_private_characters_go() {
    assertThat(CleanText.of("a\ud800b\ue000c\uffff", 300)).isEqualTo("abc");
  }

  @Test
  void a_long_text_is_cut_and_never_inside_a_character() {
    assertThat(CleanText.of("x".repeat(5000), 300)).hasSize(300);
    assertThat(CleanText.of("xx😀", 3)).isEqualTo("xx");
  }

  @Test
  void nothing_is_null() {
    assertThat(CleanText.of(null, 10)).isNull();
    assertThat(CleanText.of(" \t\u202e", 10)).isNull();
  }
}
