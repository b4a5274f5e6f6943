package vn.taivideonhanh.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * What a request must be before it is routed: one Host that is ours, a method that a web site has,
 * no address of another server (RFC 9112 section 3.2), and a body that arrives in time.
 */
final class GuardRails implements PlatformHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GuardRails.class);
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final long bodyMillis;
  private final Predicate<String> ours;

  GuardRails(AppConfig config) {
    this.bodyMillis = config.http().bodyTimeout().toMillis();
    this.ours =
        config.accessMode() == AppConfig.Access.Mode.SINGLE && config.http().onLoopback()
            ? OwnHosts.of(config.http())
            : _ -> true;
  }

  /**
   * Routes a request that has one Host (RFC 9112 section 3.2) and whose percent signs are followed
   * by two digits (RFC 3986 section 2.1): the router itself fails, and answers nothing, without.
   */
  static Handler<HttpServerRequest> wellFormed(
      Handler<HttpServerRequest> router, Handler<HttpServerRequest> invalid) {
    return request -> {
      var fine =
          request.headers().getAll("Host").size() == 1
              && !BROKEN_ESCAPE.matcher(String.valueOf(request.uri())).find();
      (fine ? router : invalid).handle(request);
    };
  }

  @Override
  public void handle(RoutingContext ctx) {
    var request = ctx.request();
    if (!METHODS.contains(request.method())) {
      ctx.response().putHeader("Allow", "GET, HEAD, POST, DELETE");
      ctx.fail(new Failure(ProblemCode.METHOD_NOT_ALLOWED, "No page here has it."));
      return;
    }
    if (!ours.test(String.valueOf(request.getHeader("Host"))) || !sameServer(request)) {
      close(ctx);
      ctx.fail(new Failure(ProblemCode.INVALID_REQUEST, "Host must name this server."));
      return;
    }
    if (!request.isEnded() && hasBody(request)) {
      JsonBody.requireJson(request);
      limitBody(ctx);
    }
    ctx.next();
  }

  /** Whether the target is a path, or an absolute address with the very authority of Host. */
  private static boolean sameServer(HttpServerRequest request) {
    var target = request.uri();
    if (target.startsWith("/")) {
      return true;
    }
    try {
      var authority = URI.create(target).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(request.getHeader("Host"));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void limitBody(RoutingContext ctx) {
    var request = ctx.request();
    var vertx = ctx.vertx();
    var timer =
        vertx.setTimer(
            bodyMillis,
            _ -> request.connection().close().onFailure(cause -> LOG.debug("was closed", cause)));
    request.end().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private static boolean hasBody(HttpServerRequest request) {
    var length = request.getHeader("Content-Length");
    return request.headers().contains("Transfer-Encoding")
        || (length != null && !length.equals("0"));
  }

  /** What follows on the connection cannot be trusted to be a request. */
  static void close(RoutingContext ctx) {
    ctx.response().putHeader("Connection", "close");
  }

  /** The names of a server for one person: a page that binds its own name to loopback has none. */
  private static final class OwnHosts {
    static Predicate<String> of(AppConfig.Http http) {
      var url = http.publicUrl();
      var publicHost = url == null ? "" : String.valueOf(url.getHost());
      return host -> {
        var name = host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
            || name.endsWith(".localhost")
            || name.startsWith("[")
            || ClientAddress.literal(name) != null
            || name.equalsIgnoreCase(http.host())
            || name.equalsIgnoreCase(publicHost);
      };
    }
  }
}
