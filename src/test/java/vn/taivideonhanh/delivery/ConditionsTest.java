package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.delivery.Conditions.Verdict;

/** Conditional requests for a file whose entity tag is {@code "a"}, RFC 9110 section 13. */
class ConditionsTest {
  private static final String ETAG = "\"a\"";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "If-Match, '\"a\"', PROCEED",
        "If-Match, '\"b\", \"a\"', PROCEED",
        "If-Match, *, PROCEED",
        "If-Match, '\"b\"', FAILED",
        "If-Match, 'W/\"a\"', FAILED",
        "If-None-Match, '\"a\"', NOT_MODIFIED",
        "If-None-Match, 'W/\"a\"', NOT_MODIFIED",
        "If-None-Match, '\"b\",\"a\"', NOT_MODIFIED",
        "If-None-Match, *, NOT_MODIFIED",
        "If-None-Match, '\"b\"', PROCEED",
        "If-Modified-Since, 'Sat, 21 Nov 2026 10:00:00 GMT', PROCEED"
      })
  void are_judged(String name, String value, Verdict verdict) {
    assertThat(with(name, value).judge(ETAG)).isEqualTo(verdict);
  }

  @Test
  void if_match_comes_first() {
    var headers =
        MultiMap.caseInsensitiveMultiMap().add("If-Match", "\"b\"").add("If-None-Match", ETAG);
    assertThat(Conditions.of(headers).judge(ETAG)).isEqualTo(Verdict.FAILED);
  }

  @Test
  void several_lines_are_one_list() {
    var headers =
        MultiMap.caseInsensitiveMultiMap().add("If-None-Match", "\"b\"").add("If-None-Match", ETAG);
    assertThat(Conditions.of(headers).judge(ETAG)).isEqualTo(Verdict.NOT_MODIFIED);
  }

  @Test
  void no_tag_is_matched_where_there_is_none() {
    assertThat(with("If-Match", ETAG).judge(null)).isEqualTo(Verdict.FAILED);
    assertThat(with("If-None-Match", ETAG).judge(null)).isEqualTo(Verdict.PROCEED);
    assertThat(with("If-Range", ETAG).rangeHolds(null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"a\"', true",
        "'\"b\"', false",
        "'W/\"a\"', false",
        "'Sat, 21 Nov 2026 10:00:00 GMT', false"
      })
  void a_range_holds_for_the_very_same_file(String ifRange, boolean holds) {
    assertThat(with("If-Range", ifRange).rangeHolds(ETAG)).isEqualTo(holds);
  }

  @Test
  void a_range_without_if_range_holds() {
    assertThat(with("Range", "bytes=0-").rangeHolds(ETAG)).isTrue();
  }

  private static Conditions with(String name, String value) {
    return Conditions.of(MultiMap.caseInsensitiveMultiMap().add(name, value));
  }
}
