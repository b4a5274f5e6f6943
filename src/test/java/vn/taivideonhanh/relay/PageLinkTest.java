package vn.taivideonhanh.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an address may be kept. */
class PageLinkTest {
  @ParameterizedTest
  @CsvSource({
    "https://site.example/watch?v=dQw4w9WgXcQ&t=42&pp=abc, https://site.example/watch?v=dQw4w9WgXcQ",
    "https://site.example/a/b?token=geheim&sig=1, https://site.example/a/b",
    "https://user:secret@site.example:8443/x#key, https://site.example:8443/x",
    "https://site.example/x?id=%20y&id, https://site.example/x?id=%20y",
    "https://site.example/x?v=0123456789012345678901234567890123456789012345678901234567890123456789,"
        + " https://site.example/x",
    "not an address,"
  })
  void only_what_names_a_video_stays(String url, String kept) {
    assertThat(PageLink.of(url)).isEqualTo(kept);
  }
}
