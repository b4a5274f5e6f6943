package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages;
import vn.taivideonhanh.account.AccountMessages.From;
import vn.taivideonhanh.account.AccountMessages.Login;
import vn.taivideonhanh.account.AccountMessages.Logout;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.AccountMessages.Profile;
import vn.taivideonhanh.account.AccountMessages.Refresh;
import vn.taivideonhanh.account.AccountMessages.Register;
import vn.taivideonhanh.account.AccountMessages.Reset;
import vn.taivideonhanh.account.AccountMessages.SignedIn;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** {@code /api/auth}: register, log in and out, and who one is. */
final class AccountRoutes {
  private final Vertx vertx;
  private final AppConfig config;
  private final LoginCookies cookies;
  private final Allowance allowance;

  AccountRoutes(Vertx vertx, HttpParts parts, Allowance allowance) {
    this.vertx = vertx;
    this.config = parts.config();
    this.cookies = parts.cookies();
    this.allowance = allowance;
  }

  void bind(Operations operations) {
    operations.withAccounts("register", this::register);
    operations.withAccounts("login", this::login);
    operations.withAccounts("refreshLogin", this::refresh);
    operations.withAccounts("logout", this::logout);
    operations.withAccounts("resetPassword", this::reset);
    operations.on("me", this::me);
  }

  private Future<Void> register(RoutingContext ctx) {
    cookies.requireOwnPage(ctx.request());
    var input = Input.of(ctx);
    var wanted =
        new Register(
            input.field("name"),
            input.field("password"),
            input.fieldOrNull("email"),
            input.fieldOrNull("ticket"),
            MailRoutes.language(ctx),
            from(ctx));
    return AccountMessages.REGISTER.ask(vertx, wanted).compose(login -> signedIn(ctx, 201, login));
  }

  private Future<Void> login(RoutingContext ctx) {
    cookies.requireOwnPage(ctx.request());
    var input = Input.of(ctx);
    var login =
        new Login(
            input.field("name"), input.field("password"), input.fieldOrNull("otp"), from(ctx));
    return AccountMessages.LOGIN.ask(vertx, login).compose(open -> signedIn(ctx, 200, open));
  }

  private Future<Void> refresh(RoutingContext ctx) {
    cookies.requireOwnPage(ctx.request());
    var token = cookies.refresh(ctx.request());
    if (token == null) {
      throw new Failure(ProblemCode.LOGIN_REQUIRED, "There is no cookie of a login.");
    }
    return AccountMessages.REFRESH
        .ask(vertx, new Refresh(token))
        .onFailure(cause -> {
          if (Failure.of(cause).code() == ProblemCode.CREDENTIAL_ENDED) {
            cookies.clear(ctx.response());
          }
        })
        .compose(login -> signedIn(ctx, 200, login));
  }

  private Future<Void> signedIn(RoutingContext ctx, int status, SignedIn login) {
    cookies.set(ctx.response(), login);
    var profile = login.profile();
    var who = new Identity(profile.personId(), Identity.Kind.MEMBER, profile.tier());
    allowance.tell(ctx, who.until(profile.tierUntil()));
    return Answers.json(ctx, status, MeView.of(config, who, profile));
  }

  private Future<Void> logout(RoutingContext ctx) {
    cookies.requireOwnPage(ctx.request());
    var token = cookies.refresh(ctx.request());
    cookies.clear(ctx.response());
    Future<?> left =
        token == null
            ? Future.succeededFuture()
            : AccountMessages.LOGOUT.ask(vertx, new Logout(token));
    return left.compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> reset(RoutingContext ctx) {
    var input = Input.of(ctx);
    return AccountMessages.RESET
        .ask(vertx, new Reset(input.field("link"), input.field("password"), from(ctx)))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> me(RoutingContext ctx) {
    var who = Call.of(ctx).caller().who();
    Future<@Nullable Profile> profile =
        who.kind() == Identity.Kind.MEMBER
            ? AccountMessages.PROFILE.ask(vertx, new Of(who.id())).map(known -> known)
            : Future.succeededFuture();
    return profile.compose(known ->
        allowance
            .ofOrNull(ctx)
            .compose(left -> Answers.json(ctx, 200, MeView.of(config, who, known).with(left))));
  }

  static From from(RoutingContext ctx) {
    var client = Call.of(ctx).caller().client();
    return new From(client.prefix(), client.agent());
  }

  /** The session that a request was made in; null with a key. */
  static @Nullable String session(RoutingContext ctx) {
    var known = Call.of(ctx).known();
    return known == null ? null : known.sessionId();
  }
}
