package vn.taivideonhanh.delivery;

import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.MediaTypes;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Writes the fields that every response has. None of a site's own fields is passed on: its type,
 * cookies and policies must never speak for our origin.
 */
record ResponseHead(StreamPlan.Head head, boolean inline) {
  /**
   * Writes them.
   *
   * @param ranged whether ranges are served
   */
  void write(HttpServerResponse response, @Nullable String etag, boolean ranged) {
    response
        .putHeader("Accept-Ranges", ranged ? "bytes" : "none")
        .putHeader("Cache-Control", "private, no-store")
        .putHeader("Content-Type", MediaTypes.allowed(head.mediaType()))
        .putHeader("Content-Disposition", FileName.contentDisposition(FileName.of(head), inline))
        .putHeader("Content-Security-Policy", "sandbox; default-src 'none'")
        .putHeader("Cross-Origin-Resource-Policy", "same-site")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Robots-Tag", "noindex");
    if (etag != null) {
      response.putHeader("ETag", etag);
    }
  }
}
