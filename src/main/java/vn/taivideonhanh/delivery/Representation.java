package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * A file that can be handed out, RFC 9110 section 3.2.
 *
 * @param etag a strong one; null when nothing tells it from another file
 * @param length in bytes, over 0; -1 when it is not known
 * @param ranged whether parts of it can be had
 */
record Representation(
    StreamPlan.Head head, @Nullable String etag, long length, boolean ranged, Opening opening) {

  /** How its bytes are had. */
  @FunctionalInterface
  interface Opening {
    /**
     * Bytes of the file, which stand still until they are started. Completes when they are known to
     * come, so that a dead source is a problem and not an answer without a body.
     *
     * @param extent what is wanted; null is all of a file of unknown length
     */
    Future<? extends Flow> open(@Nullable Extent extent);
  }
}
