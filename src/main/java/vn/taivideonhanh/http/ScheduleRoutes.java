package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.analysis.ScheduleMessages;
import vn.taivideonhanh.analysis.ScheduleMessages.AskSchedules;
import vn.taivideonhanh.analysis.ScheduleMessages.Keep;
import vn.taivideonhanh.analysis.ScheduleMessages.Remove;
import vn.taivideonhanh.http.AuditTrail.Deed;

/** {@code /api/admin/queue/schedules}: what the server analyses by itself, and when. */
final class ScheduleRoutes {
  private final Vertx vertx;
  private final AuditTrail audit;

  ScheduleRoutes(Vertx vertx, AuditTrail audit) {
    this.vertx = vertx;
    this.audit = audit;
  }

  void bind(Operations operations) {
    operations.on("listSchedules", this::list);
    operations.on("keepSchedule", this::keep);
    operations.on("endSchedule", this::end);
  }

  private Future<Void> list(RoutingContext ctx) {
    return ScheduleMessages.ALL
        .ask(vertx, new AskSchedules())
        .compose(all -> Answers.json(ctx, 200, ScheduleView.Page.of(all)));
  }

  private Future<Void> keep(RoutingContext ctx) {
    var input = Input.of(ctx);
    var keep =
        new Keep(
            input.path("schedule"),
            input.field("url"),
            input.body().getInteger("everySeconds"),
            input.fieldOrNull("cron"),
            input.fieldOrNull("zone"));
    var when = keep.cron() == null ? keep.seconds() + " seconds" : keep.cron();
    return audit
        .noted(
            ctx,
            new Deed("queue.schedule", keep.name(), when + " " + keep.url()),
            ScheduleMessages.KEEP.ask(vertx, keep))
        .compose(all -> Answers.json(ctx, 200, ScheduleView.Page.of(all)));
  }

  private Future<Void> end(RoutingContext ctx) {
    var name = Input.of(ctx).path("schedule");
    return audit
        .noted(
            ctx,
            new Deed("queue.unschedule", name, ""),
            ScheduleMessages.REMOVE.ask(vertx, new Remove(name)))
        .compose(_ -> Answers.nothing(ctx, 204));
  }
}
