package vn.taivideonhanh.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Reference;
import vn.taivideonhanh.media.Storyboard;

/** Reads the storyboards of one page, which yt-dlp lists among its formats. */
final class StoryboardReader {
  /** Pixels of a picture that is fit for a time line: sites have them from thumbs to stamps. */
  private static final double BEST_WIDTH = 160;

  private static final double LONGEST_SECONDS = 86_400;
  private static final int MOST_PIXELS = 4_000;

  private final AddressFilter addresses;
  private final SourceReader sources;

  StoryboardReader(AddressFilter addresses) {
    this.addresses = addresses;
    this.sources = new SourceReader(addresses);
  }

  /** The one that is fittest for a time line; null when there is none. */
  @Nullable Storyboard read(List<JsonNode> formats) {
    return formats.stream()
        .filter(format -> "mhtml".equals(JsonFields.text(format, "protocol")))
        .map(this::one)
        .filter(Objects::nonNull)
        .min(Comparator.comparingDouble(StoryboardReader::distance))
        .orElse(null);
  }

  private static double distance(Storyboard board) {
    return board.width() == null
        ? Double.MAX_VALUE
        : Math.abs(Math.log(board.width() / BEST_WIDTH));
  }

  /** Null where it is not said how its sheets are divided, or where one of them is not allowed. */
  private @Nullable Storyboard one(JsonNode format) {
    var columns = JsonFields.small(format, "columns", Storyboard.MOST_IN_A_ROW);
    var rows = JsonFields.small(format, "rows", Storyboard.MOST_IN_A_ROW);
    var sheets = JsonFields.objects(format, "fragments", Storyboard.MOST_SHEETS + 1);
    if (columns == null || rows == null || sheets.isEmpty()) {
      return null;
    }
    var seconds = seconds(format, sheets.getFirst(), columns * rows);
    var places = places(format, sheets);
    return seconds == null || places == null
        ? null
        : new Storyboard(
            columns,
            rows,
            JsonFields.small(format, "width", MOST_PIXELS),
            JsonFields.small(format, "height", MOST_PIXELS),
            seconds,
            places.size(),
            places,
            SourceReader.headers(format.path("http_headers")));
  }

  private static @Nullable Double seconds(JsonNode format, JsonNode sheet, int pictures) {
    var perSecond = JsonFields.number(format, "fps", 1000);
    if (perSecond != null) {
      return 1 / perSecond <= LONGEST_SECONDS ? (Double) (1 / perSecond) : null;
    }
    var duration = JsonFields.number(sheet, "duration", LONGEST_SECONDS);
    return duration == null ? null : duration / pictures;
  }

  private @Nullable List<String> places(JsonNode format, List<JsonNode> sheets) {
    var given = JsonFields.text(format, "fragment_base_url");
    var base = addresses.accept(given == null ? JsonFields.text(format, "url") : given);
    var places = new ArrayList<String>();
    for (var sheet : sheets) {
      var place = base == null ? null : place(base, sources.path(sheet));
      if (place == null || places.size() == Storyboard.MOST_SHEETS) {
        return null;
      }
      places.add(place);
    }
    return places;
  }

  private @Nullable String place(String base, @Nullable String path) {
    try {
      return path == null ? null : addresses.accept(Reference.resolve(base, path).toString());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
