package vn.taivideonhanh.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.Convert;

/**
 * What a file of sound says of itself. Texts hold no control character and are short, so that each
 * form of tags can hold them.
 *
 * @param page where it comes from
 * @param date {@code 2026-11-22}
 */
record ConvertTags(
    String title,
    @Nullable String artist,
    String page,
    @Nullable String date,
    @Nullable ConvertCover cover) {
  private static final int MOST_CHARACTERS = 300;
  private static final int LONGEST_ADDRESS = 4096;

  ConvertTags {
    title = clean(title, MOST_CHARACTERS);
    artist = artist == null ? null : clean(artist, MOST_CHARACTERS);
    page = clean(page, LONGEST_ADDRESS);
  }

  static ConvertTags of(Convert plan, @Nullable ConvertCover cover) {
    var head = plan.head();
    var tags = plan.tags();
    return new ConvertTags(head.title(), tags.artist(), head.pageUrl(), tags.date(), cover);
  }

  /**
   * The texts that there are, in order.
   *
   * @param names what this form of tags calls title, artist, page and, if in one text, the date
   */
  Map<String, String> named(String... names) {
    var texts = new LinkedHashMap<String, String>();
    texts.put(names[0], title);
    if (artist != null && !artist.isEmpty()) {
      texts.put(names[1], artist);
    }
    texts.put(names[2], page);
    if (date != null && names.length > 3) {
      texts.put(names[3], date);
    }
    return texts;
  }

  private static String clean(String text, int most) {
    var clean = new StringBuilder();
    text.codePoints()
        .limit(most)
        .forEach(point -> {
          boolean lone = Character.getType(point) == Character.SURROGATE;
          clean.appendCodePoint(Character.isISOControl(point) || lone ? ' ' : point);
        });
    return clean.toString().strip();
  }
}
