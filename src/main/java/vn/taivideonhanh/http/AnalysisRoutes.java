package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Cancel;
import vn.taivideonhanh.analysis.AnalysisMessages.Changed;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;

/** {@code /api/streaming/analyze}: start, look at, wait for, watch and leave analyses. */
final class AnalysisRoutes {
  private static final String PATH = "/api/streaming/analyze/";

  private final Vertx vertx;
  private final EventStreams streams;
  private final Switchboard<Changed> changes;

  AnalysisRoutes(Vertx vertx, EventStreams streams) {
    this.vertx = vertx;
    this.streams = streams;
    this.changes = Switchboard.hearing(vertx, AnalysisMessages.CHANGED, Changed::requestId);
  }

  void bind(Operations operations) {
    operations.on("analyze", this::analyze);
    operations.on("lookAtAnalysis", this::look);
    operations.on("cancelAnalysis", this::cancel);
    operations.events("watchAnalysis", this::watch);
  }

  private Future<Void> analyze(RoutingContext ctx) {
    var who = Call.of(ctx).caller().who();
    return AnalysisMessages.SUBMIT
        .ask(vertx, new Submit(who, Input.of(ctx).field("url")))
        .compose(analysis -> {
          ctx.response().putHeader("Location", PATH + analysis.requestId());
          return Answers.json(ctx, 202, AnalysisView.of(analysis));
        });
  }

  private Future<Void> look(RoutingContext ctx) {
    var input = Input.of(ctx);
    var seconds = input.number("wait");
    if (seconds > 0) {
      new LongPoll(ctx, analysis -> Answers.json(ctx, 200, AnalysisView.of(analysis)))
          .start(changes, input.path("requestId"), seconds);
      return Future.succeededFuture();
    }
    return AnalysisMessages.LOOK
        .ask(vertx, new Look(input.path("requestId")))
        .compose(analysis -> Answers.json(ctx, 200, AnalysisView.of(analysis)));
  }

  private Future<Void> cancel(RoutingContext ctx) {
    var who = Call.of(ctx).caller().who();
    return AnalysisMessages.CANCEL
        .ask(vertx, new Cancel(who, Input.of(ctx).path("requestId")))
        .compose(analysis -> Answers.json(ctx, 200, AnalysisView.of(analysis)));
  }

  private Future<Void> watch(RoutingContext ctx) {
    EventStreams.requireAccepted(ctx);
    new Watch(ctx, Input.of(ctx).path("requestId")).start();
    return Future.succeededFuture();
  }

  /** A client that sees every change as an event; one that is behind sees the newest. */
  private final class Watch {
    private final RoutingContext ctx;
    private final String requestId;
    private @Nullable EventStream events;
    private @Nullable AnalysisWatch watch;
    private @Nullable Analysis unsent;

    Watch(RoutingContext ctx, String requestId) {
      this.ctx = ctx;
      this.requestId = requestId;
    }

    void start() {
      var listener = new AnalysisWatch.Listener(this::seen, this::fail);
      watch = AnalysisWatch.start(vertx, changes, requestId, listener);
      ctx.addEndHandler(_ -> stop());
    }

    private void seen(Analysis analysis) {
      unsent = analysis;
      try {
        if (events == null) {
          events = streams.open(ctx, this::stop);
        }
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      send();
    }

    private void send() {
      var analysis = unsent;
      var stream = events;
      if (analysis == null || stream == null) {
        return;
      }
      if (!stream.send("analysis", AnalysisView.of(analysis))) {
        stream.whenDrained(this::send);
        return;
      }
      unsent = null;
      if (AnalysisWatch.ended(analysis)) {
        stop();
        stream.end();
      }
    }

    private void fail(Throwable cause) {
      stop();
      if (events == null) {
        ctx.fail(cause);
      } else {
        events.end();
      }
    }

    private void stop() {
      if (watch != null) {
        watch.stop();
      }
    }
  }
}
