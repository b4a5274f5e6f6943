package vn.taivideonhanh.extract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.Source;

/** Where formats of a manifest come from. */
class SourceReaderTest {
  @Test
  void a_manifest_is_kept_with_the_parts_that_yt_dlp_makes_of_it() {
    var many = IntStream.range(0, 15_000).mapToObj(i -> i + ".m4s").toArray(String[]::new);
    var formats =
        formats(
            manifest("a").put("tbr", 128.001),
            manifest("b", "i", "1", "1"),
            manifest("c", many),
            manifest("d", many),
            manifest("a b", many));
    // The best, which comes first, has its parts; what is named twice is of ranges.
    assertThat(formats).extracting(Format::id).containsExactly("a_b", "d", "c", "b", "a");
    assertThat(formats)
        .extracting(format -> format.source() instanceof Source.Dash dash && dash.listed() == null)
        .containsExactly(false, true, true, true, true);
    var last = (Source.Dash) requireNonNull(formats.getLast().source());
    assertThat(last.bandwidth()).isEqualTo(128_001);
    assertThat(last.url()).isEqualTo("https://site.example/list.mpd");
  }

  @Test
  void a_manifest_that_is_no_web_address_is_not_read() {
    var format = manifest("a", "i", "1").put("manifest_url", "file:///list.mpd");
    assertThat(formats(format).getFirst().source()).isInstanceOf(Source.Parts.class);
  }

  private static List<Format> formats(JsonObject... given) {
    var json = MediaInfoReaderTest.video(given).encode();
    return new MediaInfoReader(TestTools.INTAKE).read("https://site.example/watch", json).formats();
  }

  private static JsonObject manifest(String id, String... paths) {
    return MediaInfoReaderTest.dash(paths)
        .put("format_id", id)
        .put("manifest_url", "https://site.example/list.mpd");
  }
}
