package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Set;

/**
 * What is sent to a site: few fields, of visible ASCII, and never a credential. The body is asked
 * for as it is, since ranges and lengths of a coded one mean nothing to our reader.
 */
final class RequestHead {
  private static final Set<String> SENT =
      Set.of("user-agent", "referer", "origin", "accept", "accept-language");

  private static final Set<String> FIRST_ORIGIN_ONLY = Set.of("referer", "origin");

  private RequestHead() {}

  /**
   * Builds it.
   *
   * @param sameOrigin whether the address has the origin that the caller named
   */
  static FullHttpRequest of(UpstreamRequest request, WebAddress address, boolean sameOrigin) {
    var built =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(request.method()),
            address.target(),
            Unpooled.EMPTY_BUFFER);
    var fields = built.headers();
    common(fields, address);
    request
        .headers()
        .forEach((name, value) -> {
          var field = name.toLowerCase(Locale.ROOT);
          var sent = SENT.contains(field) && value.matches("[\\x20-\\x7e]{1,2048}");
          if (sent && (sameOrigin || !FIRST_ORIGIN_ONLY.contains(field))) {
            fields.set(field, value);
          }
        });
    fields.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
    if (request.range() != null) {
      fields.set(HttpHeaderNames.RANGE, request.range());
    }
    if (request.range() != null && request.ifRange() != null) {
      fields.set(HttpHeaderNames.IF_RANGE, request.ifRange());
    }
    return built;
  }

  /** Builds a POST. */
  static FullHttpRequest of(Posting letter, WebAddress address) {
    var body = Unpooled.copiedBuffer(letter.body(), UTF_8);
    var built =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, address.target(), body);
    var fields = built.headers();
    common(fields, address);
    letter.fields().forEach(fields::set);
    fields.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return built;
  }

  private static void common(HttpHeaders fields, WebAddress address) {
    fields.set(HttpHeaderNames.HOST, address.authority());
    fields.set(HttpHeaderNames.USER_AGENT, "TaiVideoNhanh");
    fields.set(HttpHeaderNames.ACCEPT, "*/*");
  }
}
