package vn.taivideonhanh.extract;

import org.jspecify.annotations.Nullable;

/** Makes text of strangers fit to be shown, logged and put into a header. */
final class CleanText {
  private CleanText() {}

  /**
   * The text without control characters (line breaks become blanks), bidirectional overrides and
   * lone surrogates, with single blanks, cut to {@code most} UTF-16 units; null when nothing is
   * left.
   */
  static @Nullable String of(@Nullable String text, int most) {
    if (text == null) {
      return null;
    }
    var clean = new StringBuilder(Math.min(text.length(), most));
    text.codePoints()
        // A bound on the work, whatever comes.
        .limit(10L * most)
        .forEach(point -> append(clean, point, most));
    var result = clean.toString().strip();
    return result.isEmpty() ? null : result;
  }

  private static void append(StringBuilder clean, int point, int most) {
    var width = Character.charCount(point);
    if (clean.length() + width > most || hidden(point)) {
      return;
    }
    if (blank(point)) {
      if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
        clean.append(' ');
      }
    } else {
      clean.appendCodePoint(point);
    }
  }

  private static boolean blank(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || Character.isSpaceChar(point)
        || point == 0x85;
  }

  /** What does not show itself but changes what is around it. */
  private static boolean hidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> !blank(point);
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      // The joiners are needed by emoji and several scripts; the rest steers direction or hides.
      case Character.FORMAT -> point != 0x200C && point != 0x200D;
      default -> false;
    };
  }
}
