package vn.taivideonhanh.egress;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of hosts in their one spelling: lower-case A-labels, as browsers make them (UTS-46, not
 * transitional), without the final dot. Nothing that only looks like a plain name passes: what is
 * allowed is judged after the mapping, since full-width digits and circled letters become plain.
 */
final class HostName {
  private static final String DOTS = ".\u3002\uff0e\uff61";
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private HostName() {}

  /** The spelling that every part of this program uses; null when the text names no host. */
  static @Nullable String ascii(String raw) {
    var mapped = mapped(raw);
    if (mapped == null) {
      return null;
    }
    var name = mapped.endsWith(".") ? mapped.substring(0, mapped.length() - 1) : mapped;
    var labels = Stream.of(name.split("\\.", -1)).map(HostName::label).toList();
    if (labels.contains("")) {
      return null;
    }
    var ascii = labels.stream().collect(Collectors.joining("."));
    var last = labels.getLast();
    var numeric = last.startsWith("0x") || last.chars().allMatch(c -> c >= '0' && c <= '9');
    return ascii.length() > MAX_NAME || (numeric && IpLiteral.v4(ascii) == null) ? null : ascii;
  }

  private static @Nullable String mapped(String raw) {
    var dotted = new StringBuilder();
    for (var c : raw.codePoints().toArray()) {
      var dot = DOTS.indexOf(c) >= 0;
      // U+2488, "1.", and its kin would bring a dot that nobody typed.
      if (!dot && normal(Character.toString(c)).chars().anyMatch(x -> DOTS.indexOf(x) >= 0)) {
        return null;
      }
      dotted.appendCodePoint(dot ? '.' : c);
    }
    var mapped = fold(dotted.toString());
    return mapped.equals(fold(mapped)) ? mapped : null;
  }

  /** NFKC with case folded, point by point: String.toLowerCase would turn a last sigma around. */
  private static String fold(String text) {
    var lower =
        normal(text.replace("\u0130", "i\u0307"))
            .codePoints()
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return normal(lower.toString());
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /** The A-label; empty when it is none, so that a list can hold the answer. */
  private static String label(String label) {
    if (label.length() > 2 * MAX_LABEL) {
      return "";
    }
    if (!label.chars().allMatch(c -> c < 128)) {
      return readable(label) ? plain(encode(label)) : "";
    }
    return !label.startsWith("xn--") || wellEncoded(label) ? plain(label) : "";
  }

  private static boolean wellEncoded(String label) {
    var read = Punycode.decode(label.substring(4));
    return read != null
        && readable(read)
        && fold(read).equals(read)
        && DOTS.chars().noneMatch(dot -> read.indexOf(dot) >= 0)
        && encode(read).equals(label);
  }

  private static String encode(String label) {
    return "xn--" + Punycode.encode(label);
  }

  private static String plain(String label) {
    var edges = label.startsWith("-") || label.endsWith("-");
    return label.matches("[a-z0-9_-]{1,63}") && !edges ? label : "";
  }

  /**
   * Whether a label outside ASCII shows what it is: no invisible, unassigned or ASCII-like parts.
   */
  private static boolean readable(String label) {
    return label.chars().anyMatch(c -> c >= 128)
        && !label.startsWith("-")
        && !label.endsWith("-")
        && !label.toLowerCase(Locale.ROOT).startsWith("xn--")
        && !mark(label.codePointAt(0))
        && label.codePoints().allMatch(HostName::readable);
  }

  private static boolean mark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean readable(int c) {
    if (c < 128) {
      return c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !ignorable(c);
    };
  }

  /** Letters and marks that are drawn as nothing (Default_Ignorable_Code_Point, not Cf). */
  private static boolean ignorable(int c) {
    return c == 0x34f
        || (c >= 0x115f && c <= 0x1160)
        || (c >= 0x17b4 && c <= 0x17b5)
        || (c >= 0x180b && c <= 0x180f)
        || c == 0x3164
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xffa0
        || (c >= 0xe0000 && c <= 0xe0fff);
  }
}
