package vn.taivideonhanh.egress;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a child asks of the guard: a tunnel, or one plain request.
 *
 * @param to where it leads, and has passed the intake rule
 */
record ProxyRequest(HttpRequest asked, WebAddress to) {
  private static final Pattern AUTHORITY = Pattern.compile("[^/?#@\\s]+:[0-9]{1,5}");
  private static final Set<HttpMethod> PLAIN =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);

  /** Fields between two neighbours, RFC 9110 7.6.1, or that tell of who asked whom. */
  private static final Set<String> NOT_ON =
      Set.of(
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "via",
          "forwarded",
          "x-real-ip",
          "http2-settings");

  /**
   * Reads it.
   *
   * @throws vn.taivideonhanh.problem.Failure {@code INVALID_URL} or {@code DESTINATION_NOT_ALLOWED}
   */
  static ProxyRequest of(HttpRequest asked, Intake intake) {
    var target = asked.uri();
    var fields = asked.headers();
    if (fields.contains(HttpHeaderNames.UPGRADE)
        || (fields.contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(asked))) {
      throw Refusal.invalid("Nothing but plain requests is carried.");
    }
    if (asked.method().equals(HttpMethod.CONNECT)) {
      if (!AUTHORITY.matcher(target).matches()) {
        throw Refusal.invalid("A tunnel leads to a host and a port.");
      }
      return new ProxyRequest(asked, intake.source("https://" + target + "/"));
    }
    if (!PLAIN.contains(asked.method())
        || !asked.protocolVersion().equals(HttpVersion.HTTP_1_1)
        || !target.regionMatches(true, 0, "http://", 0, 7)) {
      throw Refusal.invalid("Only http:// addresses are fetched, by GET, HEAD and POST.");
    }
    return new ProxyRequest(asked, intake.source(target));
  }

  boolean tunnel() {
    return asked.method().equals(HttpMethod.CONNECT);
  }

  /** The head as the site gets it: written anew, so that it says what was judged. */
  HttpRequest head() {
    var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, asked.method(), to.target());
    var fields = head.headers();
    fields.set(asked.headers());
    clean(fields);
    fields.set(HttpHeaderNames.HOST, to.authority());
    fields.set(HttpHeaderNames.CONNECTION, "close");
    return head;
  }

  /** Takes out what is not for the next one. */
  static void clean(HttpHeaders fields) {
    for (var named : fields.getAll(HttpHeaderNames.CONNECTION)) {
      for (var name : named.split(",", -1)) {
        if (!frames(name.strip())) {
          fields.remove(name.strip());
        }
      }
    }
    for (var name : Set.copyOf(fields.names())) {
      var field = name.toLowerCase(Locale.ROOT);
      if (NOT_ON.contains(field)
          || field.startsWith("proxy-")
          || field.startsWith("x-forwarded-")) {
        fields.remove(name);
      }
    }
  }

  /** How long a body is must not be lost, whatever a Connection field names. */
  private static boolean frames(String name) {
    return HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)
        || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name);
  }
}
