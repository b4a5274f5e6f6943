package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.OidcMessages;
import vn.taivideonhanh.account.OidcMessages.Begin;
import vn.taivideonhanh.account.OidcMessages.Begun;
import vn.taivideonhanh.account.OidcMessages.Complete;
import vn.taivideonhanh.account.OidcMessages.Completed;
import vn.taivideonhanh.account.OidcMessages.Owner;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** {@code /api/auth/oidc}: logins at the provider, and accounts linked with one. */
final class OidcRoutes {
  private final Vertx vertx;
  private final LoginCookies cookies;

  OidcRoutes(Vertx vertx, HttpParts parts) {
    this.vertx = vertx;
    this.cookies = parts.cookies();
  }

  void bind(Operations operations) {
    operations.withAccounts("beginOidc", ctx -> begin(ctx, null));
    operations.withAccounts("linkOidc", this::link);
    operations.withAccounts("unlinkOidc", this::unlink);
    operations.withAccounts("completeOidc", this::complete);
  }

  private Future<Void> begin(RoutingContext ctx, @Nullable Owner owner) {
    cookies.requireOwnPage(ctx.request());
    return OidcMessages.BEGIN
        .ask(vertx, new Begin(owner, AccountRoutes.from(ctx)))
        .compose(begun -> sent(ctx, begun));
  }

  private Future<Void> sent(RoutingContext ctx, Begun begun) {
    cookies.setHandshake(ctx.response(), begun.handshake(), begun.seconds());
    return Answers.json(ctx, 200, Map.of("location", begun.location()));
  }

  private Future<Void> link(RoutingContext ctx) {
    var session = AccountRoutes.session(ctx);
    if (session == null) {
      throw new Failure(ProblemCode.LOGIN_REQUIRED, "Log in first.");
    }
    return begin(ctx, new Owner(Call.of(ctx).caller().who().id(), session));
  }

  private Future<Void> unlink(RoutingContext ctx) {
    return OidcMessages.UNLINK
        .ask(vertx, new Of(Call.of(ctx).caller().who().id()))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  /** A browser comes from the provider's page, so that only the handshake's cookie is with it. */
  private Future<Void> complete(RoutingContext ctx) {
    var shown = cookies.handshake(ctx.request());
    cookies.clearHandshake(ctx.response());
    return completed(ctx, shown)
        .compose(done -> {
          var login = done.login();
          if (login != null) {
            cookies.set(ctx.response(), login);
          }
          return back(ctx, login == null ? "linked" : "done");
        })
        .recover(cause ->
            wantsPage(ctx)
                ? back(ctx, Failure.of(cause).code().slug())
                : Future.failedFuture(cause));
  }

  private Future<Completed> completed(RoutingContext ctx, @Nullable String handshake) {
    var input = Input.of(ctx);
    var error = input.query("error", "");
    if (!error.isEmpty()) {
      var reason = error.matches("[a-z_]{1,40}") ? error : "an error";
      return Future.failedFuture(
          new Failure(ProblemCode.LOGIN_FAILED, "The provider answers with " + reason + "."));
    }
    return OidcMessages.COMPLETE.ask(
        vertx,
        new Complete(
            handshake == null ? "" : handshake,
            input.query("state", ""),
            input.query("code", ""),
            input.queryOrNull("iss"),
            AccountRoutes.from(ctx)));
  }

  private static boolean wantsPage(RoutingContext ctx) {
    var accept = ctx.request().getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  /** To the first page, which shows what came of it. */
  private static Future<Void> back(RoutingContext ctx, String outcome) {
    ctx.response().putHeader("Location", "/?login=" + outcome);
    return Answers.nothing(ctx, 303);
  }
}
