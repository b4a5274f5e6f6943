package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Changed;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Issue;

/**
 * {@code /api/streaming/direct}: an address and a preset in, the file out, for {@code curl -OJ} and
 * other scripts. {@code Content-Location} (RFC 9110 section 8.7) names the link, where a download
 * that was ended can go on.
 */
final class DirectRoute {
  /** Shorter than proxies wait for an answer. */
  private static final long PATIENCE_MILLIS = 50_000;

  private final Vertx vertx;
  private final StreamRoutes streams;
  private final Bind bind;
  private final Switchboard<Changed> changes;

  DirectRoute(Vertx vertx, StreamRoutes streams, Bind bind) {
    this.vertx = vertx;
    this.streams = streams;
    this.bind = bind;
    this.changes = Switchboard.hearing(vertx, AnalysisMessages.CHANGED, Changed::requestId);
  }

  void bind(Operations operations) {
    operations.on("direct", this::direct);
  }

  private Future<Void> direct(RoutingContext ctx) {
    requireNoOtherSite(ctx);
    var caller = Call.of(ctx).caller();
    var input = Input.of(ctx);
    var preset = input.parameters().getString("preset", "best");
    return AnalysisMessages.SUBMIT
        .ask(vertx, new Submit(caller.who(), input.path("url")))
        .compose(analysis -> ended(ctx, analysis.requestId()))
        .compose(requestId ->
            TokenMessages.ISSUE.ask(
                vertx,
                new Issue(caller.who(), caller.client(), requestId, Choice.ofPreset(preset), bind)))
        .compose(issued -> {
          ctx.response().putHeader("Content-Location", TokenView.of(issued).streamUrl());
          return streams.send(ctx, issued.token());
        });
  }

  /** Pages of others could have their visitors use up what they have, by an image of us. */
  static void requireNoOtherSite(RoutingContext ctx) {
    if ("cross-site".equals(ctx.request().getHeader("Sec-Fetch-Site"))) {
      throw new Failure(ProblemCode.LINK_FROM_ELSEWHERE, "Open the address by itself.");
    }
  }

  /** Completes when the analysis has ended, or when that has taken too long already. */
  private Future<String> ended(RoutingContext ctx, String requestId) {
    var done = Promise.<String>promise();
    var timer = vertx.setTimer(PATIENCE_MILLIS, _ -> done.tryComplete(requestId));
    var listener =
        new AnalysisWatch.Listener(
            analysis -> {
              if (AnalysisWatch.ended(analysis)) {
                done.tryComplete(requestId);
              }
            },
            done::tryFail);
    var watch = AnalysisWatch.start(vertx, changes, requestId, listener);
    ctx.addEndHandler(_ -> done.tryFail("the client has left"));
    return done.future()
        .onComplete(_ -> {
          vertx.cancelTimer(timer);
          watch.stop();
        });
  }
}
