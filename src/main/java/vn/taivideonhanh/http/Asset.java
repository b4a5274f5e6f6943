package vn.taivideonhanh.http;

/**
 * A file of the web UI.
 *
 * @param bytes never changed
 * @param etag strong, from the content
 */
@SuppressWarnings("ArrayRecordComponent") // read once at the start, compared by nobody
record Asset(String mediaType, byte[] bytes, String etag) {
  boolean isPage() {
    return mediaType.startsWith("text/html");
  }

  /** Whether packing makes it smaller: pictures and fonts are packed already. */
  boolean isText() {
    return mediaType.startsWith("image/svg")
        || !(mediaType.startsWith("image/") || mediaType.startsWith("font/"));
  }
}
