package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.StreamPlan.Head;

/** What an entity tag depends on, and what not. */
class ETagsTest {
  private static final Validator FILE = new Validator("\"x\"", "yesterday", 100);

  @Test
  void is_a_strong_tag() {
    assertThat(ETags.of(head("site/1/a", "Title"), FILE)).matches("\"[A-Za-z0-9_-]{27}\"");
  }

  @Test
  void is_the_same_after_a_new_analysis() {
    assertThat(ETags.of(head("site/1/a", "New title"), FILE))
        .isEqualTo(ETags.of(head("site/1/a", "Title"), FILE));
  }

  @Test
  void is_another_for_other_bytes() {
    var tag = ETags.of(head("site/1/a", "Title"), FILE);
    assertThat(ETags.of(head("site/1/b", "Title"), FILE)).isNotEqualTo(tag);
    assertThat(ETags.of(head("site/1/a", "Title"), new Validator("\"y\"", "yesterday", 100)))
        .isNotEqualTo(tag);
    assertThat(ETags.of(head("site/1/a", "Title"), new Validator("\"x\"", "yesterday", 101)))
        .isNotEqualTo(tag);
    assertThat(ETags.of(head("site/1/a", "Title"), new Validator(null, "today", 100)))
        .isNotEqualTo(ETags.of(head("site/1/a", "Title"), new Validator(null, "yesterday", 100)));
  }

  @Test
  void is_not_given_without_a_length() {
    assertThat(ETags.of(head("site/1/a", "Title"), new Validator(null, null, -1))).isNull();
  }

  @Test
  void validators_agree_when_nothing_speaks_against_it() {
    assertThat(FILE.agrees(new Validator("\"x\"", "today", 100))).isTrue();
    assertThat(FILE.agrees(new Validator(null, "yesterday", -1))).isTrue();
    assertThat(FILE.agrees(new Validator(null, null, 100))).isTrue();
    assertThat(FILE.agrees(new Validator("\"y\"", "yesterday", 100))).isFalse();
    assertThat(FILE.agrees(new Validator(null, "today", 100))).isFalse();
    assertThat(FILE.agrees(new Validator("\"x\"", "yesterday", 99))).isFalse();
  }

  private static Head head(String identity, String title) {
    return new Head("https://a.example/", identity, title, "mp4", "video/mp4", 5.0, Size.NONE);
  }
}
