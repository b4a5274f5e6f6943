package vn.taivideonhanh.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small pictures of a video at regular times, in rows on sheets: what a site's own player shows
 * over its time line. Picture {@code n} of all, counted row by row and sheet by sheet, shows the
 * video at {@code n * seconds}.
 *
 * @param columns pictures beside each other on a sheet, 1 to {@value #MOST_IN_A_ROW}
 * @param rows of pictures on a sheet, likewise; the last sheet may have fewer
 * @param width of one picture in pixels
 * @param height of one picture in pixels
 * @param seconds from one picture to the next, over 0
 * @param sheets how many there are, 1 to {@value #MOST_SHEETS}
 * @param addresses of the sheets in order; none in what clients are shown
 * @param headers that the site may need, as in {@link Source}; none in what clients are shown
 */
public record Storyboard(
    int columns,
    int rows,
    @Nullable Integer width,
    @Nullable Integer height,
    double seconds,
    int sheets,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> addresses,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> headers) {
  public static final int MOST_IN_A_ROW = 32;
  public static final int MOST_SHEETS = 200;

  public Storyboard {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
    headers = headers == null ? Map.of() : Map.copyOf(headers);
  }

  /** The same without addresses, fit to be shown. */
  public Storyboard shown() {
    return new Storyboard(columns, rows, width, height, seconds, sheets, List.of(), Map.of());
  }
}
