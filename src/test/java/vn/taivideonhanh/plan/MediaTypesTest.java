package vn.taivideonhanh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of types that may leave. */
class MediaTypesTest {
  @Test
  void media_keeps_its_type() {
    assertThat(MediaTypes.allowed("video/mp4")).isEqualTo("video/mp4");
    assertThat(MediaTypes.of("m4a")).isEqualTo("audio/mp4");
    assertThat(MediaTypes.of("html")).isEqualTo(MediaTypes.BYTES);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "video/mp4; x=y", ""})
  void everything_else_is_bytes(@Nullable String type) {
    assertThat(MediaTypes.allowed(type)).isEqualTo("application/octet-stream");
  }
}
