package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Ends answers; one whose client has gone away ends without a word. */
final class Answers {
  private Answers() {}

  static Future<Void> json(RoutingContext ctx, int status, Object body) {
    ctx.response().setStatusCode(status);
    return text(ctx, "application/json; charset=utf-8", Wire.json(body));
  }

  static Future<Void> text(RoutingContext ctx, String mediaType, String body) {
    ctx.response().putHeader("Content-Type", mediaType);
    return Call.of(ctx).told().compose(_ -> end(ctx, Buffer.buffer(body)));
  }

  static Future<Void> nothing(RoutingContext ctx, int status) {
    ctx.response().setStatusCode(status);
    return Call.of(ctx).told().compose(_ -> end(ctx, Buffer.buffer()));
  }

  /** As it is: what caches may keep says nothing of who asked. */
  static Future<Void> end(RoutingContext ctx, Buffer body) {
    return gone(ctx) ? Future.succeededFuture() : ctx.response().end(body).otherwiseEmpty();
  }

  private static boolean gone(RoutingContext ctx) {
    return ctx.response().ended() || ctx.response().closed();
  }
}
