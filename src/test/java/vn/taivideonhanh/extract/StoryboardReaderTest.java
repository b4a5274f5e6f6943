package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.media.Storyboard;

/** Storyboards as yt-dlp's extractors of YouTube and Twitch write them, and as nobody should. */
class StoryboardReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a video of 754 seconds, in the four sizes that YouTube has, the largest first. */
  private static final List<JsonObject> YOUTUBE =
      List.of(
          board("sb0", 320, 180, 3, 3, 17),
          board("sb1", 160, 90, 5, 5, 7),
          board("sb2", 80, 45, 10, 10, 2),
          board("sb3", 48, 27, 10, 10, 1));

  private final StoryboardReader reader = new StoryboardReader(new AddressFilter(TestTools.INTAKE));

  private static JsonObject board(
      String id, int width, int height, int columns, int rows, int sheets) {
    var fragments = new JsonArray();
    for (var i = 0; i < sheets; i++) {
      var url = "https://i.site.example/sb/" + id + "/M" + i + ".jpg?sigh=rs";
      fragments.add(new JsonObject().put("url", url).put("duration", 125.66));
    }
    return new JsonObject()
        .put("format_id", id)
        .put("ext", "mhtml")
        .put("protocol", "mhtml")
        .put("vcodec", "none")
        .put("acodec", "none")
        .put("url", "https://i.site.example/sb/" + id + "/M$M.jpg")
        .put("width", width)
        .put("height", height)
        .put("fps", 0.2)
        .put("columns", columns)
        .put("rows", rows)
        .put("fragments", fragments);
  }

  private @Nullable Storyboard read(List<JsonObject> formats) {
    return reader.read(formats.stream().map(StoryboardReaderTest::node).toList());
  }

  private static JsonNode node(JsonObject format) {
    try {
      return JSON.readTree(format.encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_size_that_fits_a_time_line_is_taken() {
    var board = Objects.requireNonNull(read(YOUTUBE));
    assertThat(board.addresses())
        .hasSize(7)
        .startsWith("https://i.site.example/sb/sb1/M0.jpg?sigh=rs");
    assertThat(List.of(board.columns(), board.rows(), board.sheets())).containsExactly(5, 5, 7);
    assertThat(board.seconds()).isEqualTo(5);
    assertThat(board.shown().addresses()).isEmpty();
  }

  @Test
  void without_a_rate_the_length_of_a_sheet_tells_the_time_of_a_picture() {
    var timed = YOUTUBE.get(1).copy();
    timed.remove("fps");
    assertThat(Objects.requireNonNull(read(List.of(timed))).seconds()).isEqualTo(125.66 / 25);
  }

  @Test
  void relative_sheets_are_found_from_their_base() {
    var sheets = new JsonArray().add(new JsonObject().put("path", "s/1.jpg").put("duration", 9));
    var relative =
        YOUTUBE
            .get(1)
            .copy()
            .put("fragment_base_url", "https://cdn.site.example/v/")
            .put("fragments", sheets);
    assertThat(Objects.requireNonNull(read(List.of(relative))).addresses())
        .containsExactly("https://cdn.site.example/v/s/1.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"columns", "rows", "fragments"})
  void one_that_does_not_say_how_it_is_divided_is_not_there(String field) {
    var untold = YOUTUBE.get(1).copy();
    untold.remove(field);
    assertThat(read(List.of(untold))).isNull();
    assertThat(read(List.of(YOUTUBE.get(1).copy().put(field, 4000)))).isNull();
  }

  @Test
  void one_with_a_sheet_elsewhere_or_too_many_is_not_there() {
    var elsewhere = YOUTUBE.get(1).copy();
    elsewhere.getJsonArray("fragments").getJsonObject(3).put("url", "file:///etc/passwd");
    assertThat(read(List.of(elsewhere))).isNull();
    assertThat(read(List.of(board("sb1", 160, 90, 5, 5, 201)))).isNull();
    assertThat(read(Stream.of(elsewhere, YOUTUBE.get(0)).toList())).isNotNull();
  }
}
