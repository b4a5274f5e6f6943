package vn.taivideonhanh.media.dash;

import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes of a resource, from a position on. */
record ByteSpan(long first, long length) {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  /** As attributes have it: {@code first-last} (RFC 9110, 14.1.1); null when there is none. */
  static @Nullable ByteSpan of(@Nullable String value) throws ManifestRefusedException {
    if (value == null) {
      return null;
    }
    var found = SPAN.matcher(value.strip());
    check(found.matches());
    long first = Long.parseLong(found.group(1));
    long last = Long.parseLong(found.group(2));
    check(last >= first);
    return new ByteSpan(first, last - first + 1);
  }
}
