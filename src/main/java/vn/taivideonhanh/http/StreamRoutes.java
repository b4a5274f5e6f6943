package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.taivideonhanh.delivery.Delivery;
import vn.taivideonhanh.delivery.DeliveryRequest;
import vn.taivideonhanh.delivery.Ended;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Head;
import vn.taivideonhanh.relay.RelayMessages.Open;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Renew;
import vn.taivideonhanh.relay.RelayMessages.Report;
import vn.taivideonhanh.relay.RelayMessages.Stop;

/** {@code /api/streaming/stream}: the bytes, moved by {@link Delivery} on this event loop. */
final class StreamRoutes {
  private final Vertx vertx;
  private final Allowance allowance;
  private final Delivery delivery;
  private final Switchboard<Stop> stops;

  /** Each until its book is closed. */
  private final Map<LiveStream, Future<Void>> live = new HashMap<>();

  StreamRoutes(Vertx vertx, Delivery delivery, Allowance allowance) {
    this.vertx = vertx;
    this.allowance = allowance;
    this.delivery = delivery;
    this.stops = Switchboard.hearing(vertx, RelayMessages.STOP, Stop::streamId);
  }

  void bind(Operations operations) {
    operations.on("stream", this::stream);
    operations.on("headStream", this::head);
  }

  private Future<Void> stream(RoutingContext ctx) {
    return send(ctx, Input.of(ctx).path("token"));
  }

  /** Answers with the file that a token stands for. */
  Future<Void> send(RoutingContext ctx, String token) {
    var client = Call.of(ctx).caller().client();
    return RelayMessages.OPEN
        .ask(vertx, new Open(token, client))
        .compose(
            opened -> allowance.show(ctx.response(), opened.who()).compose(_ -> run(ctx, opened)));
  }

  private Future<Void> head(RoutingContext ctx) {
    var client = Call.of(ctx).caller().client();
    return RelayMessages.HEAD
        .ask(vertx, new Head(Input.of(ctx).path("token"), client))
        .compose(opened -> delivery.start(head(ctx, opened), ctx.request()).ended())
        .compose(StreamRoutes::told);
  }

  private Future<Void> run(RoutingContext ctx, Opened opened) {
    if (ctx.response().closed()) {
      var nothing = new Report(opened.streamId(), null, 0, 0, 0);
      return RelayMessages.CLOSE
          .ask(vertx, new Close(nothing, Outcome.CLIENT_LEFT, 0, "closed"))
          .mapEmpty();
    }
    var session = delivery.start(get(ctx, opened), ctx.request());
    var stream = new LiveStream(vertx, opened, session);
    var deaf = stops.listen(opened.streamId(), stop -> stream.stop(stop.outcome()));
    live.put(stream, Future.succeededFuture());
    var closed = session.ended().compose(stream::close).onComplete(_ -> live.remove(stream));
    live.computeIfPresent(stream, (_, _) -> closed);
    return session
        .ended()
        .compose(end -> {
          deaf.run();
          return told(end);
        });
  }

  private DeliveryRequest get(RoutingContext ctx, Opened opened) {
    var renew = new Renew(opened.streamId(), null);
    return new DeliveryRequest(
            opened.plan(),
            false,
            ctx.request().headers(),
            Input.of(ctx).number("inline") == 1,
            () -> RelayMessages.RENEW.ask(vertx, renew).map(Opened::plan),
            new StreamDesk(vertx, opened.streamId()))
        .at(allowance.tier(opened.who()).bytesPerSecond());
  }

  /** A HEAD request opens no stream, and so there is none whose sources could be renewed. */
  private static DeliveryRequest head(RoutingContext ctx, Opened opened) {
    var stale = new Failure(ProblemCode.SOURCE_UNAVAILABLE, "Ask for a new link.");
    return new DeliveryRequest(
        opened.plan(),
        true,
        ctx.request().headers(),
        Input.of(ctx).number("inline") == 1,
        () -> Future.failedFuture(stale),
        null);
  }

  private static Future<Void> told(Ended end) {
    var failure = end.failure();
    return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
  }

  /** Lets streams go on for so long, stops the rest, and completes when every book is closed. */
  Future<Void> drain(long millis) {
    var timer =
        vertx.setTimer(
            Math.max(1, millis),
            _ -> List.copyOf(live.keySet()).forEach(stream -> stream.stop(Outcome.DRAINED)));
    return Future.join(List.copyOf(live.values()))
        .onComplete(_ -> vertx.cancelTimer(timer))
        .otherwiseEmpty()
        .mapEmpty();
  }
}
