package vn.taivideonhanh.http;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of HTML. Markup comes from the names of tags and attributes alone, which are ours; every
 * text and every value is escaped, so that nothing of what a site or a person wrote is markup.
 */
final class Html {
  static final Html NOTHING = new Html("");

  /** Of no text more is of use to anybody, in characters. */
  private static final int LONGEST = 1_000;

  /**
   * Controls, and what turns the words beside it around; the joiners belong to scripts and emoji.
   */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\u200C\\u200D]]+");

  private final String markup;

  private Html(String markup) {
    this.markup = markup;
  }

  /** A text, which may be a stranger's. */
  static Html text(String text) {
    return new Html(escaped(shown(text, LONGEST)));
  }

  /** One behind the other. */
  static Html all(List<Html> parts) {
    return new Html(parts.stream().map(part -> part.markup).collect(Collectors.joining()));
  }

  /** Begins an element. */
  static Tag tag(String name) {
    return new Tag(name);
  }

  /**
   * The text without what cannot be seen, cut where it is too long to read.
   *
   * @param most in characters
   */
  static String shown(String text, int most) {
    var looked = text.substring(0, Math.min(text.length(), 4 * most));
    var seen = UNSEEN.matcher(looked).replaceAll(" ");
    return seen.codePointCount(0, seen.length()) <= most
        ? seen
        : seen.substring(0, seen.offsetByCodePoints(0, most - 1)) + "…";
  }

  private static String escaped(String text) {
    var safe = new StringBuilder(text.length() + 16);
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      switch (character) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(character);
      }
    }
    return safe.toString();
  }

  /** As it is sent. */
  String markup() {
    return markup;
  }

  /** An element that is not finished. */
  static final class Tag {
    private final String name;
    private final String attributes;

    private Tag(String name) {
      this(name, "");
    }

    private Tag(String name, String attributes) {
      this.name = name;
      this.attributes = attributes;
    }

    Tag with(String attribute, String value) {
      var safe = escaped(UNSEEN.matcher(value).replaceAll(" "));
      return new Tag(name, attributes + " " + attribute + "=\"" + safe + "\"");
    }

    /** The element with that inside. */
    Html of(Html... inside) {
      var begin = "<" + name + attributes + ">";
      return new Html(begin + all(List.of(inside)).markup + "</" + name + ">");
    }

    Html of(String text) {
      return of(text(text));
    }

    /** An element that has no inside and no end, such as {@code meta}. */
    Html alone() {
      return new Html("<" + name + attributes + ">");
    }
  }
}
