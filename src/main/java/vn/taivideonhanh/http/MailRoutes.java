package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.account.MailMessages;
import vn.taivideonhanh.account.MailMessages.AskReset;
import vn.taivideonhanh.account.MailMessages.ChangeEmail;
import vn.taivideonhanh.account.MailMessages.ConfirmEmail;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.account.MailMessages.SendConfirmation;

/** {@code /api/auth/email} and {@code /api/auth/reset/mail}: addresses, and links by letters. */
final class MailRoutes {
  private final Vertx vertx;
  private final LoginCookies cookies;

  MailRoutes(Vertx vertx, HttpParts parts) {
    this.vertx = vertx;
    this.cookies = parts.cookies();
  }

  void bind(Operations operations) {
    operations.withAccounts("askReset", this::askReset);
    operations.withAccounts("changeEmail", this::change);
    operations.withAccounts("sendConfirmation", this::send);
    operations.withAccounts("confirmEmail", this::confirm);
  }

  private Future<Void> askReset(RoutingContext ctx) {
    cookies.requireOwnPage(ctx.request());
    var email = Input.of(ctx).field("email");
    return MailMessages.ASK_RESET
        .ask(vertx, new AskReset(email, language(ctx), AccountRoutes.from(ctx)))
        .compose(_ -> Answers.nothing(ctx, 202));
  }

  private Future<Void> change(RoutingContext ctx) {
    var input = Input.of(ctx);
    return MailMessages.CHANGE_EMAIL
        .ask(
            vertx,
            new ChangeEmail(
                me(ctx), input.fieldOrNull("password"), input.fieldOrNull("email"), language(ctx)))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> send(RoutingContext ctx) {
    return MailMessages.SEND_CONFIRMATION
        .ask(vertx, new SendConfirmation(me(ctx), language(ctx)))
        .compose(_ -> Answers.nothing(ctx, 202));
  }

  private Future<Void> confirm(RoutingContext ctx) {
    cookies.requireOwnPage(ctx.request());
    return MailMessages.CONFIRM_EMAIL
        .ask(vertx, new ConfirmEmail(Input.of(ctx).field("link"), AccountRoutes.from(ctx)))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  /** That of the page, which browsers put first; letters are in two. */
  static Language language(RoutingContext ctx) {
    var wanted = ctx.request().getHeader("Accept-Language");
    return wanted != null && wanted.strip().regionMatches(true, 0, "vi", 0, 2)
        ? Language.VI
        : Language.EN;
  }

  private static String me(RoutingContext ctx) {
    return Call.of(ctx).caller().who().id();
  }
}
