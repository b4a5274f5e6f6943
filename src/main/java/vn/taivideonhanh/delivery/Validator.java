package vn.taivideonhanh.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.egress.UpstreamResponse;

/**
 * By what a site's file is known again, so that two files are never joined.
 *
 * @param etag the site's strong entity tag, quotes included
 * @param lastModified as the site wrote it
 * @param total length in bytes, -1 when the site does not tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Validator(@Nullable String etag, @Nullable String lastModified, long total) {
  static Validator of(UpstreamResponse response, long total) {
    var etag = response.header("ETag");
    boolean strong = etag != null && etag.startsWith("\"");
    return new Validator(strong ? etag : null, response.header("Last-Modified"), total);
  }

  /** Whether bytes of both belong together; what only one of them tells does not count. */
  boolean agrees(Validator other) {
    if (total >= 0 && other.total >= 0 && total != other.total) {
      return false;
    }
    if (etag != null && other.etag != null) {
      return etag.equals(other.etag);
    }
    return lastModified == null
        || other.lastModified == null
        || lastModified.equals(other.lastModified);
  }
}
