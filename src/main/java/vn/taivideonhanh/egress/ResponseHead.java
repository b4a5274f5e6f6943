package vn.taivideonhanh.egress;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;

/**
 * The head of an answer, and how its body ends.
 *
 * @param bodiless whether there is none whatever the head says: of HEAD, 204 and 304
 */
record ResponseHead(HttpResponse response, WebAddress address, boolean bodiless) {
  static ResponseHead of(HttpResponse response, WebAddress address, boolean toHead) {
    var status = response.status().code();
    return new ResponseHead(response, address, toHead || status == 204 || status == 304);
  }

  /** Content-Length; -1 when there is none that counts, RFC 9112 6.3. */
  long contentLength() {
    var length = response.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    var counts = !response.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    return counts && length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }

  /** Whether only the end of the connection tells the end of the body. */
  boolean endsWithConnection() {
    return !bodiless && contentLength() < 0 && !HttpUtil.isTransferEncodingChunked(response);
  }

  boolean keepsConnection() {
    return HttpUtil.isKeepAlive(response) && !endsWithConnection();
  }

  /** Whether that many bytes are the whole body. */
  boolean isWhole(long arrived) {
    return bodiless || contentLength() < 0 || arrived == contentLength();
  }
}
