package vn.taivideonhanh.delivery;

import io.vertx.core.MultiMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a request, RFC 9110 section 13. Dates are never met, since no Last-Modified is
 * sent.
 *
 * @param ifMatch the value of If-Match, lines joined by commas
 * @param ifNoneMatch likewise
 * @param ifRange likewise
 */
record Conditions(
    @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String ifRange) {
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

  /** What the conditions lead to. */
  enum Verdict {
    PROCEED,
    /** 304 */
    NOT_MODIFIED,
    /** 412 */
    FAILED
  }

  static Conditions of(MultiMap headers) {
    return new Conditions(
        field(headers, "If-Match"), field(headers, "If-None-Match"), field(headers, "If-Range"));
  }

  /**
   * Judges a GET or HEAD in the order of RFC 9110 section 13.2.2.
   *
   * @param etag a strong one; null when the response has none
   */
  Verdict judge(@Nullable String etag) {
    if (ifMatch != null && !matches(ifMatch, etag, false)) {
      return Verdict.FAILED;
    }
    if (ifNoneMatch != null && matches(ifNoneMatch, etag, true)) {
      return Verdict.NOT_MODIFIED;
    }
    return Verdict.PROCEED;
  }

  /** Whether a Range field counts, RFC 9110 section 13.1.5. */
  boolean rangeHolds(@Nullable String etag) {
    return ifRange == null || ifRange.strip().equals(etag);
  }

  private static boolean matches(String list, @Nullable String etag, boolean weakly) {
    if (list.strip().equals("*")) {
      return true;
    }
    return TAG.matcher(list)
        .results()
        .anyMatch(tag -> (weakly || tag.group(1) == null) && tag.group(2).equals(etag));
  }

  private static @Nullable String field(MultiMap headers, String name) {
    var lines = headers.getAll(name);
    return lines.isEmpty() ? null : String.join(",", lines);
  }
}
