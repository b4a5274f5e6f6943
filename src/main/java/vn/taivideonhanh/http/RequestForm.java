package vn.taivideonhanh.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * What a request must be before anybody else looks at it: one Host that is ours (RFC 9112 section
 * 3.2), a target that is a path of ours, one way to tell where its body ends (section 6.3). The
 * router itself fails, and answers nothing, without.
 */
final class RequestForm {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern VISIBLE = Pattern.compile("[\\x21\\x22\\x24-\\x7e]+");

  private final Hosts hosts;

  RequestForm(Hosts hosts) {
    this.hosts = hosts;
  }

  /** What is wrong with it; null when nothing is. */
  @Nullable Failure fault(HttpServerRequest request) {
    if (request.headers().getAll("Host").size() != 1 || !hosts.allows(request.getHeader("Host"))) {
      return invalid("Host must name this server, once.");
    }
    if (!isTarget(request)) {
      return invalid("The target must be a path of this server.");
    }
    if (!oneLength(request)) {
      return invalid("The body must have a Content-Length, or be chunked, and not both.");
    }
    var expect = request.getHeader("Expect");
    return expect == null || expect.equalsIgnoreCase("100-continue")
        ? null
        : new Failure(ProblemCode.EXPECTATION_FAILED, "Only 100-continue is understood.");
  }

  private static Failure invalid(String detail) {
    return new Failure(ProblemCode.INVALID_REQUEST, detail);
  }

  private static boolean isTarget(HttpServerRequest request) {
    var target = String.valueOf(request.uri());
    return VISIBLE.matcher(target).matches()
        && !BROKEN_ESCAPE.matcher(target).find()
        && (target.startsWith("/") || sameServer(target, request.getHeader("Host")));
  }

  /** An absolute address must have the very authority of Host. */
  private static boolean sameServer(String target, @Nullable String host) {
    if (!target.toLowerCase(Locale.ROOT).matches("https?://.*")) {
      return false;
    }
    try {
      var authority = URI.create(target).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean oneLength(HttpServerRequest request) {
    var codings = request.headers().getAll("Transfer-Encoding");
    var lengths = request.headers().getAll("Content-Length");
    return codings.isEmpty()
        ? lengths.size() <= 1
        : codings.size() == 1
            && codings.getFirst().equalsIgnoreCase("chunked")
            && lengths.isEmpty()
            && request.version() == HttpVersion.HTTP_1_1;
  }
}
