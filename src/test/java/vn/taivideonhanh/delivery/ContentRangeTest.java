package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content-Range fields that sites send. */
class ContentRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes 0-9/100, 0, 10, 100",
    "bytes 99-99/100, 99, 100, 100",
    "BYTES 0-9/100, 0, 10, 100",
    "bytes 0-9/*, 0, 10, -1",
    "bytes */100, -1, -1, 100"
  })
  void is_read(String field, long first, long end, long total) {
    assertThat(ContentRange.parse(field)).isEqualTo(new ContentRange(first, end, total));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bytes 9-0/100",
        "bytes 0-100/100",
        "bytes 0-9",
        "items 0-9/100",
        "bytes 0-9999999999999999999/100",
        "bytes 0-9/100, bytes 20-29/100"
      })
  void is_refused(@Nullable String field) {
    assertThat(ContentRange.parse(field)).isNull();
  }
}
