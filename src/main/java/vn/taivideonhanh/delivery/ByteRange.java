package vn.taivideonhanh.delivery;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one range of bytes that a request asks for, RFC 9110 sections 14.1.2 and 14.2. */
public sealed interface ByteRange {
  /** The greatest position that is told apart; of 18 digits, as sites are asked with. */
  long MOST = 999_999_999_999_999_999L;

  /**
   * From one position to another, both included.
   *
   * @param last {@link Long#MAX_VALUE} when the range is open
   */
  record Span(long first, long last) implements ByteRange {
    @Override
    public @Nullable Extent in(long length) {
      return first >= length ? null : new Extent(first, Math.min(last, length - 1) + 1);
    }

    @Override
    public String field() {
      return "bytes=" + first + "-" + (last == Long.MAX_VALUE ? "" : last);
    }
  }

  /** The last bytes. */
  record Suffix(long length) implements ByteRange {
    @Override
    public @Nullable Extent in(long total) {
      return length == 0 || total == 0 ? null : new Extent(Math.max(0, total - length), total);
    }

    @Override
    public String field() {
      return "bytes=-" + length;
    }
  }

  /**
   * A part of a file of known length.
   *
   * @param first position of its first byte
   * @param end position after its last byte, over {@code first}
   */
  record Extent(long first, long end) {
    public long length() {
      return end - first;
    }

    /** The value of Content-Range, RFC 9110 section 14.4. */
    public String contentRange(long total) {
      return "bytes " + first + "-" + (end - 1) + "/" + total;
    }
  }

  /** What of a file of that length is meant; null when it has no such byte. */
  @Nullable Extent in(long length);

  /** The value of a Range field. */
  String field();

  /**
   * Reads a Range field. Null means the whole file: without a field, with another unit, with a
   * malformed one, and with several ranges, which would only multiply the work.
   */
  static @Nullable ByteRange parse(@Nullable String field) {
    if (field == null) {
      return null;
    }
    int equals = field.indexOf('=');
    if (equals < 0
        || !field.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("bytes")) {
      return null;
    }
    var set = field.substring(equals + 1).strip();
    int dash = set.indexOf('-');
    if (dash < 0) {
      return null;
    }
    var first = set.substring(0, dash);
    var last = set.substring(dash + 1);
    if (first.isEmpty()) {
      return digits(last) ? new Suffix(number(last)) : null;
    }
    if (!digits(first) || !(last.isEmpty() || digits(last))) {
      return null;
    }
    long end = last.isEmpty() ? Long.MAX_VALUE : number(last);
    return number(first) > end ? null : new Span(number(first), end);
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The number, or {@link #MOST} for one that is greater still: no file is that long. */
  private static long number(String digits) {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (number > (MOST - digit) / 10) {
        return MOST;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
