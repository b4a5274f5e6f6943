package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Strong entity tags, RFC 9110 section 8.8.3. They come from the content alone, so that every node
 * gives the same one, and so does a new analysis, as long as the site's file is the same.
 */
final class ETags {
  /** Raised when the same plan begins to give other bytes. */
  private static final String PLAN_VERSION = "1";

  private ETags() {}

  /**
   * The tag of a file; null when nothing tells it from another one.
   *
   * @param sources of which the file is made, in order
   */
  static @Nullable String of(StreamPlan.Head head, Validator... sources) {
    var content = new StringBuilder(PLAN_VERSION).append('\n').append(head.identity());
    for (var source : sources) {
      if (source.total() < 0) {
        return null;
      }
      var version = source.etag() == null ? source.lastModified() : source.etag();
      content.append('\n').append(source.total());
      content.append('\n').append(version == null ? "" : version);
    }
    var digest = sha256().digest(content.toString().getBytes(UTF_8));
    return '"'
        + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 27)
        + '"';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
