package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.egress.UpstreamResponse;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * A site's answer that holds bytes of a file.
 *
 * @param first position in the file of the body's first byte
 * @param end position after its last byte; -1 when not known
 * @param ranged whether it is the part that was asked for (206) rather than the whole (200)
 */
record Answer(
    UpstreamResponse response, long first, long end, boolean ranged, Validator validator) {

  /** Length of the whole file, -1 when not known. */
  long total() {
    return validator.total();
  }

  /**
   * Why it can't be read from that position of a file; null when it can.
   *
   * @param pin by what the file is known; null when it is not yet
   */
  @Nullable SourceRefused unfit(@Nullable Validator pin, long offset) {
    if (pin != null && !pin.agrees(validator)) {
      return SourceRefused.changed();
    }
    return first > offset || (ranged && first != offset)
        ? SourceRefused.again(ProblemCode.SITE_FAILED, "The site sends another part.")
        : null;
  }

  /** Judges a response; one that is no use is aborted, and {@link SourceRefused} says why. */
  static Future<Answer> of(UpstreamResponse response) {
    try {
      return Future.succeededFuture(judge(response));
    } catch (SourceRefused refused) {
      response.abort();
      return Future.failedFuture(refused);
    }
  }

  private static Answer judge(UpstreamResponse response) {
    int status = response.status();
    if (status != 200 && status != 206) {
      throw SourceRefused.ofStatus(status);
    }
    var encoding = response.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw SourceRefused.again(ProblemCode.SITE_FAILED, "The site sends the file packed.");
    }
    var type = response.header("Content-Type");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw SourceRefused.notMedia();
    }
    if (status == 200) {
      long length = response.contentLength();
      return new Answer(response, 0, length, false, Validator.of(response, length));
    }
    var range = ContentRange.parse(response.header("Content-Range"));
    if (range == null || range.first() < 0) {
      throw SourceRefused.again(ProblemCode.SITE_FAILED, "The site does not say what it sends.");
    }
    return new Answer(
        response, range.first(), range.end(), true, Validator.of(response, range.total()));
  }
}
