package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import vn.taivideonhanh.abuse.AbuseMessages;
import vn.taivideonhanh.abuse.AbuseMessages.AskRefusals;
import vn.taivideonhanh.http.AuditTrail.Deed;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.relay.RelayMessages.Survey;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Drop;

/** What admins see and do about downloads: those that run on all nodes, and what was refused. */
final class StreamAdmin {
  static final int STREAMS = 1_000;
  private static final int REFUSALS = 100;

  private final Vertx vertx;
  private final AuditTrail audit;

  StreamAdmin(Vertx vertx, AuditTrail audit) {
    this.vertx = vertx;
    this.audit = audit;
  }

  void bind(Operations operations) {
    operations.on("listStreams", this::list);
    operations.on("stopStream", this::stop);
    operations.on("listRefusals", this::refusals);
  }

  private Future<Void> list(RoutingContext ctx) {
    return RelayMessages.SURVEY
        .ask(vertx, new Survey(STREAMS))
        .compose(all -> Answers.json(ctx, 200, Streams.of(all)));
  }

  private Future<List<Progress>> running() {
    return RelayMessages.SURVEY
        .ask(vertx, new Survey(STREAMS))
        .map(RelayMessages.Downloads::running);
  }

  /** Its link goes too: a client would only come back with it. */
  private Future<Void> stop(RoutingContext ctx) {
    var streamId = Input.of(ctx).path("streamId");
    return running()
        .compose(all ->
            all.stream()
                .filter(one -> one.streamId().equals(streamId))
                .findFirst()
                .map(one -> stopped(ctx, one))
                .orElseGet(() ->
                    Future.failedFuture(
                        new Failure(ProblemCode.NOT_FOUND, "It does not run any more."))))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<TokenMessages.Done> stopped(RoutingContext ctx, Progress one) {
    return audit.noted(
        ctx,
        new Deed("stream.stop", one.person(), one.streamId()),
        TokenMessages.DROP.ask(vertx, new Drop(one.person(), one.digest())));
  }

  private Future<Void> refusals(RoutingContext ctx) {
    return AbuseMessages.REFUSALS
        .ask(vertx, new AskRefusals(REFUSALS))
        .compose(refusals -> Answers.json(ctx, 200, refusals));
  }

  /** Schema {@code AdminStreams}. */
  record Streams(List<Stream> streams) {
    static Streams of(RelayMessages.Downloads all) {
      return new Streams(all.running().stream().map(Stream::of).toList());
    }
  }

  /** Schema {@code AdminStream}: a download and whose it is. */
  record Stream(String person, MineView.Download download) {
    static Stream of(Progress progress) {
      return new Stream(progress.person(), MineView.Download.of(progress));
    }
  }
}
