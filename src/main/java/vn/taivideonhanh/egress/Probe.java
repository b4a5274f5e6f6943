package vn.taivideonhanh.egress;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a site says of a file, without its body.
 *
 * @param status of the file itself: 200 also when a part of it was answered
 * @param length exact bytes of the whole; null when the site does not say
 * @param mediaType lower case, without parameters
 * @param ranges whether a part was, or would be, answered as a part (RFC 9110 14)
 * @param validator a strong ETag, else the Last-Modified date; fit for {@code If-Range}
 * @param url the address that answered, after redirects
 */
public record Probe(
    int status,
    @Nullable Long length,
    @Nullable String mediaType,
    boolean ranges,
    @Nullable String validator,
    String url) {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:0-[0-9]{1,18}|\\*)/([0-9]{1,18})");

  /** Reads the answer to {@code GET} with {@code Range: bytes=0-0}. */
  static Probe ofFirstByte(UpstreamResponse answer) {
    return switch (answer.status()) {
      case 206 -> of(answer, 200, total(answer), true);
      case 416 -> {
        var total = total(answer);
        // An empty file has no first byte, so it says that it has none.
        yield of(answer, total != null && total == 0 ? 200 : 416, total, true);
      }
      default -> of(answer, answer.status(), length(answer), false);
    };
  }

  /** Reads the answer to {@code HEAD}. */
  static Probe ofHead(UpstreamResponse answer) {
    var accepts = answer.header("accept-ranges");
    return of(answer, answer.status(), length(answer), "bytes".equalsIgnoreCase(accepts));
  }

  private static Probe of(
      UpstreamResponse answer, int status, @Nullable Long length, boolean ranges) {
    return new Probe(status, length, mediaType(answer), ranges, validator(answer), answer.url());
  }

  private static @Nullable Long total(UpstreamResponse answer) {
    var field = answer.header("content-range");
    var match = field == null ? null : CONTENT_RANGE.matcher(field);
    return match != null && match.matches() ? Long.valueOf(match.group(1)) : null;
  }

  private static @Nullable Long length(UpstreamResponse answer) {
    var known = answer.status() == 200 && answer.contentLength() >= 0;
    return known ? answer.contentLength() : null;
  }

  private static @Nullable String mediaType(UpstreamResponse answer) {
    var field = answer.header("content-type");
    if (field == null) {
      return null;
    }
    var end = field.indexOf(';');
    return (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String validator(UpstreamResponse answer) {
    var tag = answer.header("etag");
    var strong = tag != null && tag.matches("\"[\\x21\\x23-\\x7e]{0,500}\"");
    var modified = answer.header("last-modified");
    return strong ? tag : modified != null && modified.matches("[ -~]{1,64}") ? modified : null;
  }
}
