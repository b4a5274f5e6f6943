package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages;
import vn.taivideonhanh.account.AccountMessages.ChangePassword;
import vn.taivideonhanh.account.AccountMessages.Confirm;
import vn.taivideonhanh.account.AccountMessages.DropKey;
import vn.taivideonhanh.account.AccountMessages.EndSessions;
import vn.taivideonhanh.account.AccountMessages.MakeKey;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.AccountMessages.Prove;
import vn.taivideonhanh.identity.Scope;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Count;

/** {@code /api/auth} and {@code /api/keys}: what people do with their own accounts. */
final class OwnRoutes {
  /** What an export is called on a disk. */
  private static final String FILE = "taivideonhanh-export.json";

  private final Vertx vertx;
  private final LoginCookies cookies;
  private final Farewell farewell;

  OwnRoutes(Vertx vertx, HttpParts parts) {
    this.vertx = vertx;
    this.cookies = parts.cookies();
    this.farewell = new Farewell(vertx);
  }

  void bind(Operations operations) {
    operations.withAccounts("changePassword", this::changePassword);
    operations.withAccounts("listSessions", this::sessions);
    operations.withAccounts("endOtherSessions", ctx -> end(ctx, null));
    operations.withAccounts("endSession", ctx -> end(ctx, Input.of(ctx).path("sessionId")));
    operations.withAccounts("enrolSecondFactor", this::enrol);
    operations.withAccounts("confirmSecondFactor", this::confirm);
    operations.withAccounts("removeSecondFactor", this::disarm);
    operations.withAccounts("exportAccount", this::export);
    operations.withAccounts("deleteAccount", this::leave);
    operations.withAccounts("listKeys", this::keys);
    operations.withAccounts("makeKey", this::makeKey);
    operations.withAccounts("endKey", this::dropKey);
  }

  private Future<Void> changePassword(RoutingContext ctx) {
    var input = Input.of(ctx);
    return AccountMessages.CHANGE_PASSWORD
        .ask(
            vertx,
            new ChangePassword(
                me(ctx),
                AccountRoutes.session(ctx),
                input.field("password"),
                input.field("newPassword")))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> sessions(RoutingContext ctx) {
    return AccountMessages.SESSIONS
        .ask(vertx, new Of(me(ctx)))
        .compose(all ->
            Answers.json(ctx, 200, SessionView.all(all.sessions(), AccountRoutes.session(ctx))));
  }

  private Future<Void> end(RoutingContext ctx, @Nullable String one) {
    var kept = one == null ? AccountRoutes.session(ctx) : null;
    return AccountMessages.END_SESSIONS
        .ask(vertx, new EndSessions(me(ctx), one, kept))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> enrol(RoutingContext ctx) {
    return AccountMessages.ENROL
        .ask(vertx, new Of(me(ctx)))
        .compose(enrolment -> Answers.json(ctx, 201, enrolment));
  }

  private Future<Void> confirm(RoutingContext ctx) {
    var shown = new Confirm(me(ctx), AccountRoutes.session(ctx), Input.of(ctx).field("otp"));
    return AccountMessages.CONFIRM
        .ask(vertx, shown)
        .compose(codes -> Answers.json(ctx, 200, codes));
  }

  private Future<Void> disarm(RoutingContext ctx) {
    return AccountMessages.DISARM.ask(vertx, proof(ctx)).compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> export(RoutingContext ctx) {
    var who = Call.of(ctx).caller().who();
    var account = AccountMessages.EXPORT.ask(vertx, new Of(who.id()));
    var links = TokenMessages.EXPORT.ask(vertx, new Count(who));
    var downloads = RelayMessages.EXPORT.ask(vertx, new Ask(who.id()));
    return Future.all(account, links, downloads)
        .compose(_ -> {
          ctx.response().putHeader("Content-Disposition", "attachment; filename=\"" + FILE + "\"");
          var session = AccountRoutes.session(ctx);
          var all = new ExportView.Parts(account.result(), links.result(), downloads.result());
          return Answers.json(ctx, 200, ExportView.of(all, session));
        });
  }

  private Future<Void> leave(RoutingContext ctx) {
    return AccountMessages.LEAVE
        .ask(vertx, proof(ctx))
        .compose(_ -> {
          cookies.clear(ctx.response());
          return farewell.to(me(ctx));
        })
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> keys(RoutingContext ctx) {
    return AccountMessages.KEYS
        .ask(vertx, new Of(me(ctx)))
        .compose(all -> Answers.json(ctx, 200, KeyView.all(all.keys())));
  }

  private Future<Void> makeKey(RoutingContext ctx) {
    var input = Input.of(ctx);
    var scopes =
        input.body().getJsonArray("scopes").stream()
            .map(scope -> Objects.requireNonNull(Scope.of(scope.toString())))
            .collect(Collectors.toSet());
    var who = Call.of(ctx).caller().who();
    var expiry = input.time("expiresAt");
    return AccountMessages.MAKE_KEY
        .ask(vertx, new MakeKey(who, input.field("name"), scopes, expiry))
        .compose(made -> Answers.json(ctx, 201, KeyView.made(made)));
  }

  private Future<Void> dropKey(RoutingContext ctx) {
    return AccountMessages.DROP_KEY
        .ask(vertx, new DropKey(me(ctx), Input.of(ctx).path("keyId")))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private static Prove proof(RoutingContext ctx) {
    var input = Input.of(ctx);
    return new Prove(me(ctx), input.field("password"), input.fieldOrNull("otp"));
  }

  private static String me(RoutingContext ctx) {
    return Call.of(ctx).caller().who().id();
  }
}
