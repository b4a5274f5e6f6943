package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.analysis.QueueMessages.Bound;
import vn.taivideonhanh.analysis.QueueMessages.Count;
import vn.taivideonhanh.analysis.QueueMessages.Drain;
import vn.taivideonhanh.analysis.QueueMessages.End;
import vn.taivideonhanh.analysis.QueueMessages.Limited;
import vn.taivideonhanh.analysis.QueueMessages.Page;
import vn.taivideonhanh.analysis.QueueMessages.Pause;
import vn.taivideonhanh.analysis.QueueMessages.Read;
import vn.taivideonhanh.analysis.QueueMessages.Settle;
import vn.taivideonhanh.analysis.QueueMessages.Slow;
import vn.taivideonhanh.analysis.QueueMessages.Survey;
import vn.taivideonhanh.http.AuditTrail.Deed;

/** {@code /api/admin/queue}: what operators see of the queue of analyses and do with it. */
final class QueueRoutes {
  private final Vertx vertx;
  private final QueueEvents events;
  private final AuditTrail audit;

  QueueRoutes(Vertx vertx, EventStreams streams, AuditTrail audit) {
    this.vertx = vertx;
    this.audit = audit;
    this.events = new QueueEvents(vertx, streams);
  }

  void bind(Operations operations) {
    operations.on("queue", this::survey);
    operations.on("listJobs", this::jobs);
    operations.on("readJob", this::read);
    operations.on("endJob", this::end);
    operations.on("pauseQueue", ctx -> pause(ctx, true));
    operations.on("resumeQueue", ctx -> pause(ctx, false));
    operations.on("drainQueue", this::drain);
    operations.on("retryDead", ctx -> settle(ctx, true));
    operations.on("dropDead", ctx -> settle(ctx, false));
    operations.on("limitQueue", this::limit);
    operations.on("slowSite", this::slow);
    operations.events("watchQueue", events::watch);
  }

  private Future<Void> survey(RoutingContext ctx) {
    return QueueMessages.SURVEY
        .ask(vertx, new Survey())
        .compose(overview -> Answers.json(ctx, 200, overview));
  }

  private Future<Void> jobs(RoutingContext ctx) {
    var asked = Input.of(ctx).parameters();
    var page =
        new Page(
            asked.getString("state", "waiting"),
            asked.getString("after"),
            asked.getInteger("limit", 50));
    return QueueMessages.JOBS
        .ask(vertx, page)
        .compose(jobs -> Answers.json(ctx, 200, JobView.Page.of(jobs)));
  }

  private Future<Void> read(RoutingContext ctx) {
    return QueueMessages.READ
        .ask(vertx, new Read(Input.of(ctx).path("requestId")))
        .compose(told -> Answers.json(ctx, 200, JobView.Whole.of(told)));
  }

  private Future<Void> end(RoutingContext ctx) {
    var id = Input.of(ctx).path("requestId");
    return audit
        .noted(ctx, new Deed("queue.end", id, ""), QueueMessages.END.ask(vertx, new End(id)))
        .compose(count -> counted(ctx, count));
  }

  private Future<Void> pause(RoutingContext ctx, boolean paused) {
    var deed = Deed.of(paused ? "queue.pause" : "queue.resume");
    return audit
        .noted(ctx, deed, QueueMessages.PAUSE.ask(vertx, new Pause(paused)))
        .compose(_ -> survey(ctx));
  }

  private Future<Void> drain(RoutingContext ctx) {
    return audit
        .noted(ctx, Deed.of("queue.drain"), QueueMessages.DRAIN.ask(vertx, new Drain()))
        .compose(count -> counted(ctx, count));
  }

  private Future<Void> settle(RoutingContext ctx, boolean again) {
    var ids = Input.of(ctx).words("ids");
    var deed = new Deed(again ? "queue.retry" : "queue.drop", "", String.join(" ", ids));
    return audit
        .noted(ctx, deed, QueueMessages.SETTLE.ask(vertx, new Settle(ids, again)))
        .compose(count -> counted(ctx, count));
  }

  private Future<Void> limit(RoutingContext ctx) {
    var body = Input.of(ctx).body();
    var limit =
        new Limited(
            Input.of(ctx).field("lane"),
            body.getInteger("running", 0),
            body.getInteger("starts", 0),
            body.getInteger("seconds", 1));
    var deed = new Deed("queue.limit", limit.lane(), limit.toString());
    return audit
        .noted(ctx, deed, QueueMessages.LIMIT.ask(vertx, new Bound(limit)))
        .compose(_ -> survey(ctx));
  }

  private Future<Void> slow(RoutingContext ctx) {
    var input = Input.of(ctx);
    var slow = new Slow(input.field("site"), input.body().getInteger("seconds", 1));
    var deed = new Deed("queue.slow", slow.site(), slow.seconds() + " seconds");
    return audit
        .noted(ctx, deed, QueueMessages.SLOW.ask(vertx, slow))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private static Future<Void> counted(RoutingContext ctx, Count count) {
    return Answers.json(ctx, 200, count);
  }
}
