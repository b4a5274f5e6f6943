package vn.taivideonhanh.demo;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes {@code [start, end)} of a file that a request asks for.
 *
 * @param partial whether a range was asked for: the answer is a 206
 */
record ByteRange(long start, long end, boolean partial) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a Range field, RFC 9110 section 14.2. A field that is malformed or asks for several
   * ranges is ignored, as it may be.
   *
   * @return null when no byte of the range exists: the answer is a 416
   */
  static @Nullable ByteRange of(@Nullable String field, long length) {
    var text = field == null ? "" : field.strip();
    var match = ONE.matcher(text);
    if (!match.matches() || text.equals("bytes=-")) {
      return new ByteRange(0, length, false);
    }
    long start;
    var end = length;
    if (match.group(1).isEmpty()) {
      start = Math.max(0, length - Long.parseLong(match.group(2)));
    } else {
      start = Long.parseLong(match.group(1));
      if (!match.group(2).isEmpty()) {
        var last = Long.parseLong(match.group(2));
        if (last < start) {
          return new ByteRange(0, length, false);
        }
        end = Math.min(length, last + 1);
      }
    }
    return start < end ? new ByteRange(start, end, true) : null;
  }
}
