package vn.taivideonhanh.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that is served as it is: one of the web UI, or the contract.
 *
 * @param bytes never changed
 * @param etag strong, from the content
 */
@SuppressWarnings("ArrayRecordComponent") // read once at the start, compared by nobody
record Asset(String mediaType, byte[] bytes, String etag) {
  static Asset of(String mediaType, byte[] bytes) {
    return new Asset(mediaType, bytes, "\"" + hash(bytes) + "\"");
  }

  /** Twelve hexadecimal digits that are others when the content is another. */
  static String hash(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean isPage() {
    return mediaType.startsWith("text/html");
  }

  boolean isPicture() {
    return mediaType.startsWith("image/");
  }

  /** Whether packing makes it smaller: pictures and fonts are packed already. */
  boolean isText() {
    return mediaType.startsWith("image/svg")
        || !(mediaType.startsWith("image/") || mediaType.startsWith("font/"));
  }
}
