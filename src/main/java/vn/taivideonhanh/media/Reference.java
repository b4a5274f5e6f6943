package vn.taivideonhanh.media;

import java.net.URI;
import java.util.regex.Pattern;

/** What one address names relative to itself (RFC 3986, 5), as sites write it. */
public final class Reference {
  /** Longest that is followed, and what is longer leads nowhere. */
  public static final int MAX_LENGTH = 8192;

  /** What sites leave in references though RFC 3986 does not allow it. */
  private static final Pattern RAW = Pattern.compile("[ \"<>\\\\^`{|}]");

  private Reference() {}

  /**
   * The address that is meant; nothing is said of whether it may be visited.
   *
   * @param base an absolute address
   * @throws IllegalArgumentException for a reference that is no address, or is too long
   */
  public static URI resolve(String base, String reference) {
    if (reference.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a reference of " + reference.length() + " characters");
    }
    var clean =
        RAW.matcher(reference)
            .replaceAll(found -> String.format("%%%02X", (int) found.group().charAt(0)));
    // Java follows an older standard in these cases.
    if (clean.isEmpty() || clean.startsWith("?")) {
      int end = clean.isEmpty() ? base.indexOf('#') : base.replace('#', '?').indexOf('?');
      return URI.create((end < 0 ? base : base.substring(0, end)) + clean);
    }
    var from = URI.create(base);
    boolean bare = from.getRawPath() != null && from.getRawPath().isEmpty();
    return (bare ? from.resolve("/") : from).resolve(clean);
  }
}
