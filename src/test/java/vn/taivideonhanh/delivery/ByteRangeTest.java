package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.delivery.ByteRange.Extent;

/** Range fields against a file of 1,000 bytes, as RFC 9110 section 14 has them. */
class ByteRangeTest {
  private static final long LENGTH = 1000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-499, 0, 500",
    "bytes=500-, 500, 1000",
    "bytes=999-999, 999, 1000",
    "bytes=999-1000, 999, 1000",
    "bytes=0-99999999999999999999999999, 0, 1000",
    "bytes=-1, 999, 1000",
    "bytes=-500, 500, 1000",
    "bytes=-1000, 0, 1000",
    "bytes=-9223372036854775808, 0, 1000",
    "BYTES=1-2, 1, 3",
    "bytes = 1-2, 1, 3"
  })
  void is_a_part(String field, long first, long end) {
    var range = ByteRange.parse(field);
    assertThat(range).isNotNull();
    assertThat(range.in(LENGTH)).isEqualTo(new Extent(first, end));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "bytes=5-4",
        "bytes=+1-2",
        "bytes=1 - 2",
        "bytes=0x1-2",
        "bytes=1-2,4-5",
        "bytes=0-0,-1",
        "bytes=--1",
        "bytes=1-2-3",
        "bytes=\u0661-\u0662",
        "items=0-1",
        "bytes:0-1"
      })
  void means_the_whole(@Nullable String field) {
    assertThat(ByteRange.parse(field)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=1000-",
        "bytes=1000-2000",
        "bytes=-0",
        "bytes=9223372036854775807-",
        "bytes=99999999999999999999-"
      })
  void is_not_there(String field) {
    var range = ByteRange.parse(field);
    assertThat(range).isNotNull();
    assertThat(range.in(LENGTH)).isNull();
  }

  @Test
  void an_empty_file_has_no_part() {
    assertThat(new ByteRange.Span(0, 0).in(0)).isNull();
    assertThat(new ByteRange.Suffix(1).in(0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-0", "bytes=7-", "bytes=-5"})
  void is_written_as_it_was_read(String field) {
    var range = ByteRange.parse(field);
    assertThat(range).isNotNull();
    assertThat(range.field()).isEqualTo(field);
  }

  @Test
  void tells_the_content_range() {
    assertThat(new Extent(5, 10).contentRange(LENGTH)).isEqualTo("bytes 5-9/1000");
    assertThat(new Extent(5, 10).length()).isEqualTo(5);
  }
}
