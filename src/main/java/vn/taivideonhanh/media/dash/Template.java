package vn.taivideonhanh.media.dash;

import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Reference;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/** An address with places for what differs (5.3.9.4.4). */
final class Template {
  private static final Pattern PLACE =
      Pattern.compile("(Number|Time|Bandwidth)(?:%0?(\\d{0,2})d)?");

  private static final int WIDEST = 20;

  /** Words that stay, and places between them. */
  private final List<String> words = new ArrayList<>();

  private final List<Place> places = new ArrayList<>();

  /** What is put in, with zeros before it up to a width. */
  private record Place(String what, int width) {}

  Template(String text, Representation of) throws ManifestRefusedException {
    var word = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf('$'); open >= 0; open = text.indexOf('$', at)) {
      int close = text.indexOf('$', open + 1);
      check(close > 0);
      word.append(text, at, open);
      at = close + 1;
      var name = text.substring(open + 1, close);
      var known = fixed(name, of);
      if (known == null) {
        words.add(word.toString());
        word.setLength(0);
        places.add(place(name));
      } else {
        word.append(known);
      }
      check(word.length() <= Reference.MAX_LENGTH, Refusal.TOO_LONG);
    }
    words.add(word.append(text, at, text.length()).toString());
  }

  /** What is the same for all parts; null when it is not. */
  private static @Nullable String fixed(String name, Representation of)
      throws ManifestRefusedException {
    if (name.isEmpty()) {
      return "$";
    }
    if (name.equals("RepresentationID")) {
      var id = of.id();
      check(id != null);
      return id;
    }
    if (!name.startsWith("Bandwidth")) {
      return null;
    }
    var bandwidth = of.bandwidth();
    check(bandwidth != null);
    return bandwidth == null ? null : padded(bandwidth, place(name).width);
  }

  private static Place place(String name) throws ManifestRefusedException {
    var found = PLACE.matcher(name);
    check(found.matches());
    var width = found.group(2);
    int digits = width == null || width.isEmpty() ? 1 : Integer.parseInt(width);
    check(digits <= WIDEST);
    return new Place(found.group(1), digits);
  }

  /** Whether it is the same for all parts. */
  boolean isFixed() {
    return places.isEmpty();
  }

  String with(long number, long time) throws ManifestRefusedException {
    var address = new StringBuilder(words.getFirst());
    for (int i = 0; i < places.size(); i++) {
      var place = places.get(i);
      address.append(padded(place.what.equals("Time") ? time : number, place.width));
      address.append(words.get(i + 1));
      check(address.length() <= Reference.MAX_LENGTH, Refusal.TOO_LONG);
    }
    return address.toString();
  }

  private static String padded(long value, int width) {
    var digits = Long.toString(value);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
