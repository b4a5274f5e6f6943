package vn.taivideonhanh.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Answers whatever a route ended with as problem+json, or as a page where a browser shows it;
 * nothing else writes errors.
 */
final class Problems implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final long DRAIN_MILLIS = 500;

  private final Connections connections;
  private final RateLimits limits;
  private final SecurityHeaders headers;
  private final HttpParts parts;

  Problems(RateLimits limits, SecurityHeaders headers, Connections connections, HttpParts parts) {
    this.connections = connections;
    this.limits = limits;
    this.headers = headers;
    this.parts = parts;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var failure = Problem.failure(ctx.failure(), ctx.statusCode());
    var call = Call.of(ctx);
    count(failure);
    // A failure that came over the bus has been logged where it happened.
    if (failure.code() == ProblemCode.INTERNAL
        && !(ctx.failure() instanceof Failure)
        && !(ctx.failure() instanceof HttpClosedException)) {
      LOG.error("{} {} failed", call.id(), call.template(), ctx.failure());
    }
    if (ctx.response().headWritten()) {
      cut(ctx);
      return;
    }
    var field = ctx.failure() instanceof InvalidInput input ? input.field() : failure.field();
    new RefusalNotes(ctx.vertx()).note(ctx, failure);
    limits.explain(ctx.response(), failure, call.caller().who());
    if (!ctx.request().isEnded()) {
      // What is left of the body will not be read.
      connections.last(ctx.request());
    }
    if (failure.code().status() == 401) {
      // RFC 9110 section 15.5.2; of this scheme no browser asks its user for a password.
      ctx.response().putHeader("WWW-Authenticate", "Bearer");
    }
    ctx.response().setStatusCode(failure.code().status());
    var told = PlainPages.areFor(ctx.request()) ? page(ctx, failure) : json(ctx, failure, field);
    (failure.code() == ProblemCode.BODY_TOO_LARGE ? drained(ctx) : Future.succeededFuture())
        .compose(_ -> call.told())
        .compose(_ -> Answers.end(ctx, told))
        .onFailure(cause -> LOG.debug("{} was not told", call.id(), cause));
  }

  private Buffer page(RoutingContext ctx, Failure failure) {
    headers.plain(ctx.request());
    ctx.response().putHeader("Content-Type", PlainPages.MEDIA_TYPE);
    return Buffer.buffer(parts.plainPages().problem(ctx, failure));
  }

  private static Buffer json(RoutingContext ctx, Failure failure, @Nullable String field) {
    ctx.response().putHeader("Content-Type", Problem.MEDIA_TYPE);
    return Buffer.buffer(Wire.json(Problem.of(failure, field, Call.of(ctx).id())));
  }

  /**
   * Lets the rest of a body come for a moment and drops it: a connection that is closed with bytes
   * unread is reset, and the client may never see the answer.
   */
  private static Future<Void> drained(RoutingContext ctx) {
    var request = ctx.request();
    if (request.isEnded()) {
      return Future.succeededFuture();
    }
    request.handler(_ -> {});
    request.resume();
    return request.end().timeout(DRAIN_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  /** What clients are refused: limits, addresses, sites that fail. */
  private void count(Failure failure) {
    parts.meters().counter("tvn.problems", "code", failure.code().slug()).increment();
  }

  /** A body that has begun is never ended as if it were whole. */
  private static void cut(RoutingContext ctx) {
    if (!ctx.response().ended()) {
      ctx.request().connection().close().onFailure(cause -> LOG.debug("was closed", cause));
    }
  }

  /** Answers what is not a request at all, and closes the connection. */
  void unreadable(HttpServerRequest request) {
    var status =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException _ -> 414;
          case TooLongHttpHeaderException _ -> 431;
          case null, default -> 400;
        };
    invalid(request, Problem.failure(null, status));
  }

  /** Answers what is not a request for us, and closes the connection. */
  void invalid(HttpServerRequest request, Failure failure) {
    if (!connections.isOpen(request.connection())) {
      return;
    }
    connections.last(request);
    count(failure);
    var response = request.response();
    headers.strict(response);
    response
        .setStatusCode(failure.code().status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Wire.json(Problem.of(failure, null, null)))
        .eventually(request.connection()::close)
        .onFailure(cause -> LOG.debug("was closed", cause));
  }
}
