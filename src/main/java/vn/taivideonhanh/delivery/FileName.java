package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Names of downloaded files: in any script, and safe on every system. They hold no path, control or
 * bidirectional character, nothing that Windows refuses, and at most {@value #MAX_BYTES} bytes of
 * UTF-8 before the extension.
 */
public final class FileName {
  private static final int MAX_BYTES = 150;
  private static final String WITHOUT_TITLE = "video";

  /** Names of devices, with or without an extension. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³])\\s*(\\..*)?");

  private static final Pattern LEADING = Pattern.compile("^[\\s.\\-]+");
  private static final Pattern TRAILING = Pattern.compile("[\\s.]+$");
  private static final Pattern BLANKS = Pattern.compile("\\s{2,}");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]+");

  private FileName() {}

  /** The name of the file that a plan gives. */
  public static String of(StreamPlan.Head head) {
    return stem(head.title()) + "." + ext(head.ext());
  }

  /**
   * The value of Content-Disposition, RFC 6266 and RFC 8187.
   *
   * @param fileName one that {@link #of} gave
   */
  public static String contentDisposition(String fileName, boolean inline) {
    return (inline ? "inline" : "attachment")
        + "; filename=\""
        + ascii(fileName)
        + "\"; filename*=UTF-8''"
        + percentEncoded(fileName);
  }

  private static String stem(String title) {
    var clean = new StringBuilder();
    Normalizer.normalize(title, Normalizer.Form.NFC).codePoints().forEach(c -> append(clean, c));
    var stem = trimmed(BLANKS.matcher(clean).replaceAll(" "));
    stem = trimmed(cut(RESERVED.matcher(stem).matches() ? "_" + stem : stem));
    return stem.isEmpty() ? WITHOUT_TITLE : stem;
  }

  private static void append(StringBuilder to, int codePoint) {
    switch (codePoint) {
      case '/', '\\', ':', '|' -> to.append('-');
      case '"' -> to.append('\'');
      case '*', '?', '<', '>' -> {}
      // Needed inside words of some scripts and in emoji; they turn no text around.
      case 0x200C, 0x200D -> to.appendCodePoint(codePoint);
      default -> appendByCategory(to, codePoint);
    }
  }

  private static void appendByCategory(StringBuilder to, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          to.append(' ');
      case Character.CONTROL -> to.append(Character.isWhitespace(codePoint) ? " " : "");
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
      default -> to.appendCodePoint(codePoint);
    }
  }

  private static String trimmed(String text) {
    return TRAILING.matcher(LEADING.matcher(text).replaceFirst("")).replaceFirst("");
  }

  /** Cuts between characters as a reader sees them, not inside one. */
  private static String cut(String text) {
    if (text.getBytes(UTF_8).length <= MAX_BYTES) {
      return text;
    }
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = 0;
    int bytes = 0;
    for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
      bytes += text.substring(end, next).getBytes(UTF_8).length;
      if (bytes > MAX_BYTES) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }

  private static String ext(String ext) {
    return ext.matches("[A-Za-z0-9]{1,8}") ? ext.toLowerCase(Locale.ROOT) : "bin";
  }

  /** What clients without RFC 8187 see: letters without their marks, the rest as underscores. */
  private static String ascii(String fileName) {
    var plain = fileName.replace('đ', 'd').replace('Đ', 'D');
    plain = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
    plain = NOT_ASCII.matcher(plain).replaceAll("_");
    // A percent sign is decoded by some clients, RFC 6266 appendix D.
    return plain.replace('%', '_').replace('"', '\'').replace('\\', '-');
  }

  private static String percentEncoded(String text) {
    var encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "!#$&+-.^_`|~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
