package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Changed;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Issue;

/**
 * {@code /plain}: the way from an address to a file with nothing but forms, for browsers without
 * scripts. It asks what the API asks; only the answers are pages.
 */
final class PlainRoutes {
  /** For so long a page that renews itself waits for news, shorter than proxies wait. */
  private static final int WAIT_SECONDS = 20;

  private final Vertx vertx;
  private final PlainPages pages;
  private final SecurityHeaders headers;
  private final Allowance allowance;
  private final Bind bind;
  private final Switchboard<Changed> changes;

  PlainRoutes(Vertx vertx, HttpParts parts, SecurityHeaders headers, Allowance allowance) {
    this.vertx = vertx;
    this.pages = parts.plainPages();
    this.headers = headers;
    this.allowance = allowance;
    this.bind = TokenRoutes.bind(parts.config().tokens().bind());
    this.changes = Switchboard.hearing(vertx, AnalysisMessages.CHANGED, Changed::requestId);
  }

  void bind(Operations operations) {
    operations.on("plainBox", ctx -> page(ctx, pages.of(ctx).box()));
    operations.on("plainAnalyze", this::analyze);
    operations.on("plainAnalysis", this::look);
    operations.on("plainDownload", this::download);
  }

  private Future<Void> analyze(RoutingContext ctx) {
    DirectRoute.requireNoOtherSite(ctx);
    var who = Call.of(ctx).caller().who();
    return AnalysisMessages.SUBMIT
        .ask(vertx, new Submit(who, Input.of(ctx).field("url")))
        .compose(analysis -> sent(ctx, PlainPage.of(analysis.requestId())));
  }

  private Future<Void> look(RoutingContext ctx) {
    var input = Input.of(ctx);
    var requestId = input.path("requestId");
    var seconds = input.number("wait");
    if (seconds > 0) {
      new LongPoll(ctx, analysis -> show(ctx, analysis)).start(changes, requestId, seconds);
      return Future.succeededFuture();
    }
    return AnalysisMessages.LOOK
        .ask(vertx, new Look(requestId))
        .compose(analysis -> show(ctx, analysis));
  }

  private Future<Void> show(RoutingContext ctx, Analysis analysis) {
    if (!AnalysisWatch.ended(analysis)) {
      var next = PlainPage.of(analysis.requestId()) + "?wait=" + WAIT_SECONDS;
      ctx.response().putHeader("Refresh", "1; url=" + next);
    }
    return page(ctx, pages.of(ctx).analysis(analysis));
  }

  /** A link, which counts as any other, and which a browser can go on with where it was ended. */
  private Future<Void> download(RoutingContext ctx) {
    DirectRoute.requireNoOtherSite(ctx);
    var caller = Call.of(ctx).caller();
    var input = Input.of(ctx);
    var wanted = Choice.ofPreset(input.field("preset"));
    return TokenMessages.ISSUE
        .ask(vertx, new Issue(caller.who(), caller.client(), input.path("requestId"), wanted, bind))
        .compose(issued -> {
          allowance.show(ctx.response(), issued.usage());
          return sent(ctx, TokenView.of(issued).streamUrl());
        });
  }

  /** Elsewhere, by GET (RFC 9110 section 15.4.4), so that nothing is sent twice. */
  private static Future<Void> sent(RoutingContext ctx, String location) {
    ctx.response().putHeader("Location", location);
    return Answers.nothing(ctx, 303);
  }

  private Future<Void> page(RoutingContext ctx, String html) {
    headers.plain(ctx.request());
    return Answers.text(ctx, PlainPages.MEDIA_TYPE, html);
  }
}
