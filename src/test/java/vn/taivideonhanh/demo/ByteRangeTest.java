package vn.taivideonhanh.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Range fields against a file of a hundred bytes. */
class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=10-, 10, 100",
    "bytes=10-19, 10, 20",
    "bytes=90-1000, 90, 100",
    "bytes=-1, 99, 100",
    "bytes=-1000, 0, 100"
  })
  void one_range_is_given(String field, long start, long end) {
    assertThat(ByteRange.of(field, 100)).isEqualTo(new ByteRange(start, end, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-2", "bytes=-", "bytes=1-2,4-5", "items=0-1", "bytes=a-b"})
  void what_is_not_one_range_is_ignored(String field) {
    assertThat(ByteRange.of(field, 100)).isEqualTo(new ByteRange(0, 100, false));
  }

  @Test
  void a_range_without_a_byte_cannot_be_given() {
    assertThat(ByteRange.of("bytes=100-", 100)).isNull();
    assertThat(ByteRange.of("bytes=-0", 100)).isNull();
  }
}
