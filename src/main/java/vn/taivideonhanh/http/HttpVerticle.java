package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.LeavingMessages;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.delivery.Delivery;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.relay.RelayMessages;

/** Serves HTTP on its event loop; deploy one instance a core, all with the same parts. */
public final class HttpVerticle extends VerticleBase {
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final HttpParts parts;
  private final Function<Vertx, Delivery> deliveries;
  private @Nullable HttpServer server;
  private @Nullable EventStreams watchers;
  private @Nullable StreamRoutes streams;
  private @Nullable Pictures pictures;
  private boolean leaving;

  /**
   * One instance.
   *
   * @param deliveries called once, on this verticle's event loop, for what moves its streams
   */
  public HttpVerticle(HttpParts parts, Function<Vertx, Delivery> deliveries) {
    this.parts = parts;
    this.deliveries = deliveries;
  }

  @Override
  public Future<?> start() {
    var http = parts.config().http();
    var connections = new Connections(vertx, http, parts.connections(), parts.addresses());
    var headers = new SecurityHeaders(http.publicUrl());
    var limits = new RateLimits(parts.tiers(), parts.clock());
    var problems = new Problems(limits, headers, connections, parts);
    var options = options();
    var started =
        vertx
            .createHttpServer(options)
            .connectionHandler(connection -> {
              StrictDecoder.in(connection, options);
              connections.opened(connection);
            })
            .invalidRequestHandler(problems::unreadable)
            .requestHandler(
                wellFormed(router(connections, headers, problems), problems, connections));
    server = started;
    return started.listen().onSuccess(up -> parts.listensOn(up.actualPort()));
  }

  private Handler<HttpServerRequest> wellFormed(
      Router router, Problems problems, Connections connections) {
    var form = new RequestForm(new Hosts(parts.config()));
    return request -> {
      var fault = form.fault(request);
      if (fault != null) {
        problems.invalid(request, fault);
      } else if (connections.isOpen(request.connection())) {
        if (leaving) {
          // What comes next is for another node.
          connections.last(request);
        }
        router.handle(request);
      }
    };
  }

  /** Security defaults; native transports and TCP settings come with Vert.x itself. */
  private HttpServerOptions options() {
    var http = parts.config().http();
    return new HttpServerOptions()
        .setHost(http.host())
        // A negative port is any free one, the same for all instances of the deployment.
        .setPort(http.port() == 0 ? -1 : http.port())
        .setMaxInitialLineLength(4096)
        .setMaxHeaderSize(8192)
        .setMaxFormFields(FormBody.MOST_FIELDS)
        .setMaxFormAttributeSize(FormBody.LONGEST_FIELD)
        .setDecompressionSupported(false)
        .setCompressionSupported(false)
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(false)
        .setUseProxyProtocol(false)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(Math.toIntExact(http.idleTimeout().toMillis()))
        .setTcpNoDelay(true)
        .setAcceptBacklog(1024);
  }

  private Router router(Connections connections, SecurityHeaders headers, Problems problems) {
    var router = Router.router(vertx);
    router
        .route()
        .handler(new RequestLog(parts, connections))
        .handler(headers)
        .handler(new GuardRails(parts))
        .handler(
            BodyHandler.create(false).setBodyLimit(JsonBody.LONGEST).setMergeFormAttributes(false));
    var pages = new PageRoutes(parts, headers);
    var allowance = new Allowance(vertx, parts, new RateLimits(parts.tiers(), parts.clock()));
    var operations = new Operations(parts, allowance::tell);
    new PlainRoutes(vertx, parts, headers, allowance).bind(operations);
    bind(operations, pages, allowance);
    operations.route(router);
    router.route().handler(pages::asset);
    router.route().handler(new Unrouted(parts.contract()));
    router.route().failureHandler(problems);
    return router;
  }

  private void bind(Operations operations, PageRoutes pages, Allowance allowance) {
    var events = new EventStreams(vertx, parts.watchers());
    var _ = LeavingMessages.ENDED.hear(vertx, ended -> events.endOf(ended.personId()));
    var _ =
        AnalysisMessages.RETIRED.hear(
            vertx,
            _ -> {
              leaving = true;
              events.leave();
            });
    var audit = new AuditTrail(vertx, parts);
    var bytes = new StreamRoutes(vertx, deliveries.apply(vertx), allowance);
    new AnalysisRoutes(vertx, events).bind(operations);
    var shown = new Pictures(vertx, Upstream.of(vertx, parts.config()));
    new ThumbnailRoute(vertx, shown, parts.pictures()).bind(operations);
    var bind = TokenRoutes.bind(parts.config().tokens().bind());
    new TokenRoutes(vertx, events, allowance, bind).bind(operations);
    new DirectRoute(vertx, bytes, bind).bind(operations);
    new MineRoutes(vertx).bind(operations);
    new StreamAdmin(vertx, audit).bind(operations);
    new MyEvents(
            vertx,
            events,
            Switchboard.hearing(vertx, RelayMessages.PROGRESS, RelayMessages.Progress::person),
            parts.clock())
        .bind(operations);
    new QueueRoutes(vertx, events, audit).bind(operations);
    new ScheduleRoutes(vertx, audit).bind(operations);
    new HookRoutes(vertx, audit).bind(operations);
    new DashboardRoutes(vertx, events).bind(operations);
    new MonitoringRoutes(vertx, parts.operators()).bind(operations);
    allowance.bind(operations);
    new AccountRoutes(vertx, parts, allowance).bind(operations);
    new OidcRoutes(vertx, parts).bind(operations);
    new MailRoutes(vertx, parts).bind(operations);
    new OwnRoutes(vertx, parts).bind(operations);
    new PeopleRoutes(vertx, parts).bind(operations);
    new YtDlpRoutes(vertx, parts).bind(operations);
    bytes.bind(operations);
    pages.bind(operations);
    watchers = events;
    streams = bytes;
    pictures = shown;
  }

  /** Takes no more connections, lets streams go on until the drain timeout, and then ends them. */
  @Override
  public Future<?> stop() {
    var running = server;
    var bytes = streams;
    if (running == null || bytes == null || watchers == null || pictures == null) {
      return Future.succeededFuture();
    }
    var shown = pictures;
    watchers.leave();
    var patience = parts.config().drain().timeout().toMillis();
    var drained = bytes.drain(patience);
    return running
        .shutdown(patience + LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
        .eventually(() -> drained)
        .eventually(shown::close);
  }
}
