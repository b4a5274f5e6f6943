package vn.taivideonhanh.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;
import java.util.Set;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * What a request must be before it is routed: a method that a web site has, not one too many of its
 * client, and with a body that arrives in time.
 */
final class GuardRails implements PlatformHandler {
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private final long bodyMillis;
  private final ClientAddress addresses;
  private final Seats seats;

  GuardRails(HttpParts parts) {
    this.bodyMillis = parts.config().http().bodyTimeout().toMillis();
    this.addresses = parts.addresses();
    this.seats = parts.connections();
  }

  @Override
  public void handle(RoutingContext ctx) {
    var request = ctx.request();
    if (!METHODS.contains(request.method())) {
      ctx.response().putHeader("Allow", "GET, HEAD, POST, PATCH, DELETE");
      ctx.fail(new Failure(ProblemCode.METHOD_NOT_ALLOWED, "No page here has it."));
      return;
    }
    if (!seated(ctx)) {
      ctx.fail(
          new Failure(ProblemCode.UNAVAILABLE, "You have too many requests running.", A_MOMENT));
      return;
    }
    if (!request.isEnded() && hasBody(request)) {
      requireKnown(request);
      limitBody(ctx);
    }
    ctx.next();
  }

  /** Behind a proxy of ours a client has no connections that could be counted. */
  private boolean seated(RoutingContext ctx) {
    var peer = String.valueOf(ctx.request().connection().remoteAddress().hostAddress());
    if (!addresses.isProxy(peer)) {
      return true;
    }
    var key = "via " + Call.of(ctx).caller().client().prefix();
    if (!seats.take(key)) {
      return false;
    }
    ctx.addEndHandler(_ -> seats.leave(key));
    return true;
  }

  private static void requireKnown(HttpServerRequest request) {
    if (FormBody.isFor(request)) {
      FormBody.requireForm(request);
    } else {
      JsonBody.requireJson(request);
    }
  }

  private void limitBody(RoutingContext ctx) {
    var request = ctx.request();
    var vertx = ctx.vertx();
    var timer = vertx.setTimer(bodyMillis, _ -> Connections.close(request.connection()));
    request.end().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private static boolean hasBody(HttpServerRequest request) {
    var length = request.getHeader("Content-Length");
    return request.headers().contains("Transfer-Encoding")
        || (length != null && !length.equals("0"));
  }
}
