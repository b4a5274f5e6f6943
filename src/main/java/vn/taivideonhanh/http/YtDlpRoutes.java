package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.freshness.FreshnessMessages;
import vn.taivideonhanh.freshness.FreshnessMessages.Check;
import vn.taivideonhanh.freshness.FreshnessMessages.Forget;
import vn.taivideonhanh.freshness.FreshnessMessages.Look;
import vn.taivideonhanh.freshness.FreshnessMessages.RollBack;
import vn.taivideonhanh.freshness.FreshnessMessages.State;
import vn.taivideonhanh.freshness.FreshnessMessages.Use;
import vn.taivideonhanh.http.AuditTrail.Deed;

/** {@code /api/admin/yt-dlp}: what admins see of yt-dlp's versions and decide about them. */
final class YtDlpRoutes {
  private final Vertx vertx;
  private final AuditTrail audit;

  YtDlpRoutes(Vertx vertx, HttpParts parts) {
    this.vertx = vertx;
    this.audit = new AuditTrail(vertx, parts);
  }

  void bind(Operations operations) {
    operations.on("ytDlpVersions", this::look);
    operations.on("checkYtDlp", this::check);
    operations.on("useYtDlp", this::use);
    operations.on("rollBackYtDlp", this::rollBack);
    operations.on("forgetYtDlp", this::forget);
  }

  private Future<Void> look(RoutingContext ctx) {
    return FreshnessMessages.LOOK
        .ask(vertx, new Look())
        .compose(state -> Answers.json(ctx, 200, YtDlpView.of(state)));
  }

  private Future<Void> check(RoutingContext ctx) {
    return done(ctx, "check", "", FreshnessMessages.CHECK.ask(vertx, new Check()));
  }

  private Future<Void> use(RoutingContext ctx) {
    var version = Input.of(ctx).path("version");
    return done(ctx, "use", version, FreshnessMessages.USE.ask(vertx, new Use(version)));
  }

  /** What was in use is what the log has to tell. */
  private Future<Void> rollBack(RoutingContext ctx) {
    return FreshnessMessages.LOOK
        .ask(vertx, new Look())
        .compose(before -> {
          var version = before.inUse() == null ? "" : before.inUse();
          var asked = FreshnessMessages.ROLL_BACK.ask(vertx, new RollBack());
          return done(ctx, "rollback", version, asked);
        });
  }

  private Future<Void> forget(RoutingContext ctx) {
    var version = Input.of(ctx).path("version");
    return done(ctx, "forget", version, FreshnessMessages.FORGET.ask(vertx, new Forget(version)));
  }

  private Future<Void> done(
      RoutingContext ctx, String action, String version, Future<State> asked) {
    return audit
        .noted(ctx, new Deed("yt-dlp." + action, version, ""), asked)
        .compose(state -> Answers.json(ctx, 202, YtDlpView.of(state)));
  }
}
