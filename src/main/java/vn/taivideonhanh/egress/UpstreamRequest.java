package vn.taivideonhanh.egress;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to fetch.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param url an http or https address; judged by {@link Intake} again, and so is each redirect
 * @param headers only User-Agent, Referer, Origin, Accept and Accept-Language are sent on; Referer
 *     and Origin are not sent to another origin that a redirect names
 * @param range one range, RFC 9110 14.2, such as {@code bytes=0-} or {@code bytes=-500}
 * @param ifRange a strong ETag or an HTTP date, RFC 9110 13.1.5
 */
public record UpstreamRequest(
    String method,
    String url,
    Map<String, String> headers,
    @Nullable String range,
    @Nullable String ifRange) {
  public UpstreamRequest {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new IllegalArgumentException("method " + method);
    }
    if (range != null && !range.matches("bytes=([0-9]{1,18}-([0-9]{1,18})?|-[0-9]{1,18})")) {
      throw new IllegalArgumentException("range " + range);
    }
    if (ifRange != null && !ifRange.matches("[\\x20-\\x7e]{1,512}")) {
      throw new IllegalArgumentException("ifRange");
    }
    headers = Map.copyOf(headers);
  }

  /** A GET of the whole. */
  public static UpstreamRequest whole(String url, Map<String, String> headers) {
    return new UpstreamRequest("GET", url, headers, null, null);
  }
}
