package vn.taivideonhanh.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.bus.Trace;
import vn.taivideonhanh.token.TokenMessages.Client;

/**
 * Opens a {@link Call} for each request and notes, when the answer's head leaves, how long that
 * took: in {@code tvn.http.requests} by route, method and class of status, and in the log at debug.
 * Neither holds a token, an address or a path.
 */
final class RequestLog implements PlatformHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final Duration[] DURATIONS = {
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };
  private static final int LONGEST_AGENT = 512;
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE);

  private final Connections connections;
  private final ClientAddress addresses;
  private final Identities identities;
  private final MeterRegistry meters;

  RequestLog(HttpParts parts, Connections connections) {
    this.connections = connections;
    this.addresses = parts.addresses();
    this.identities = parts.identities();
    this.meters = parts.meters();
  }

  @Override
  public void handle(RoutingContext ctx) {
    var call = Call.begin(ctx, caller(ctx));
    Trace.enter(call.id());
    ctx.response().putHeader("X-Request-Id", call.id());
    ctx.addHeadersEndHandler(_ -> note(ctx, call));
    var connection = ctx.request().connection();
    connections.asked(connection);
    ctx.addEndHandler(_ -> connections.answered(connection));
    ctx.next();
  }

  private Caller caller(RoutingContext ctx) {
    var request = ctx.request();
    var peer = request.connection().remoteAddress().hostAddress();
    var prefix =
        addresses.prefix(peer == null ? "" : peer, request.headers().getAll("X-Forwarded-For"));
    var agent = request.getHeader("User-Agent");
    var known = agent == null ? "" : agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
    return new Caller(identities.of(prefix), new Client(prefix, known));
  }

  private void note(RoutingContext ctx, Call call) {
    var status = ctx.response().getStatusCode();
    var method = METHODS.contains(ctx.request().method()) ? ctx.request().method().name() : "other";
    Timer.builder("tvn.http.requests")
        .description("From a request to the head of its answer")
        .tags("route", call.template(), "method", method, "status", status / 100 + "xx")
        .serviceLevelObjectives(DURATIONS)
        .register(meters)
        .record(call.nanos(), TimeUnit.NANOSECONDS);
    if (LOG.isDebugEnabled()) {
      var millis = TimeUnit.NANOSECONDS.toMillis(call.nanos());
      // The head may leave when something else happens, such as an analysis that ends.
      Trace.within(
          ctx.vertx(),
          call.id(),
          () -> LOG.debug("{} {} {} {} ms", method, call.template(), status, millis));
    }
  }
}
