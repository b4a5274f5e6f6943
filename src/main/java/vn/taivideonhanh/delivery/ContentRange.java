package vn.taivideonhanh.delivery;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Range field that a site sent, RFC 9110 section 14.4.
 *
 * @param first -1 in an answer 416
 * @param end position after the last byte; -1 in an answer 416
 * @param total -1 when the site does not tell
 */
record ContentRange(long first, long end, long total) {
  private static final Pattern FIELD =
      Pattern.compile("(?i)bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(?:(\\d{1,18})|\\*)");

  /** Null for a field that is absent or makes no sense. */
  static @Nullable ContentRange parse(@Nullable String field) {
    if (field == null) {
      return null;
    }
    var found = FIELD.matcher(field.strip());
    if (!found.matches()) {
      return null;
    }
    long total = number(found.group(3));
    if (found.group(1) == null) {
      return new ContentRange(-1, -1, total);
    }
    long first = number(found.group(1));
    long end = number(found.group(2)) + 1;
    return first < end && (total < 0 || end <= total) ? new ContentRange(first, end, total) : null;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? -1 : Long.parseLong(digits);
  }
}
