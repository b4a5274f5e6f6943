package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.account.PeopleMessages;
import vn.taivideonhanh.account.PeopleMessages.Note;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.freshness.FreshnessMessages;
import vn.taivideonhanh.freshness.FreshnessMessages.Check;
import vn.taivideonhanh.freshness.FreshnessMessages.Forget;
import vn.taivideonhanh.freshness.FreshnessMessages.Look;
import vn.taivideonhanh.freshness.FreshnessMessages.RollBack;
import vn.taivideonhanh.freshness.FreshnessMessages.State;
import vn.taivideonhanh.freshness.FreshnessMessages.Use;

/** {@code /api/admin/yt-dlp}: what admins see of yt-dlp's versions and decide about them. */
final class YtDlpRoutes {
  private final Vertx vertx;
  private final boolean audited;

  YtDlpRoutes(Vertx vertx, HttpParts parts) {
    this.vertx = vertx;
    this.audited = parts.config().accessMode() != AppConfig.Access.Mode.SINGLE;
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
    return asked.compose(state ->
        noted(new Note(admin(ctx), "yt-dlp." + action, version, ""))
            .compose(_ -> Answers.json(ctx, 202, YtDlpView.of(state))));
  }

  /** A private server has no log, since everybody is its owner. */
  private Future<?> noted(Note note) {
    return audited ? PeopleMessages.NOTE.ask(vertx, note) : Future.succeededFuture();
  }

  private static String admin(RoutingContext ctx) {
    return Call.of(ctx).caller().who().id();
  }
}
