package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.PeopleMessages;
import vn.taivideonhanh.account.PeopleMessages.AskInvitations;
import vn.taivideonhanh.account.PeopleMessages.Change;
import vn.taivideonhanh.account.PeopleMessages.Changes;
import vn.taivideonhanh.account.PeopleMessages.Invite;
import vn.taivideonhanh.account.PeopleMessages.OfferReset;
import vn.taivideonhanh.account.PeopleMessages.ReadAudit;
import vn.taivideonhanh.account.PeopleMessages.Remove;
import vn.taivideonhanh.account.PeopleMessages.Search;
import vn.taivideonhanh.account.PeopleMessages.Uninvite;
import vn.taivideonhanh.identity.Role;

/** {@code /api/admin}: what admins do with the accounts of others. */
final class PeopleRoutes {
  private static final int PAGE = 50;
  private static final int INVITATION_DAYS = 7;

  private final Vertx vertx;
  private final InstantSource clock;
  private final Farewell farewell;

  PeopleRoutes(Vertx vertx, HttpParts parts) {
    this.vertx = vertx;
    this.clock = parts.clock();
    this.farewell = new Farewell(vertx);
  }

  void bind(Operations operations) {
    operations.withAccounts("listUsers", this::users);
    operations.withAccounts("changeUser", this::change);
    operations.withAccounts("deleteUser", this::remove);
    operations.withAccounts("offerReset", this::offerReset);
    operations.withAccounts("listInvites", this::invites);
    operations.withAccounts("makeInvite", this::invite);
    operations.withAccounts("endInvite", this::uninvite);
    operations.withAccounts("readAudit", this::audit);
  }

  private Future<Void> users(RoutingContext ctx) {
    var input = Input.of(ctx);
    var start = input.query("search", "").toLowerCase(Locale.ROOT);
    return PeopleMessages.SEARCH
        .ask(vertx, new Search(start, input.query("after", ""), most(input)))
        .compose(page -> Answers.json(ctx, 200, PeopleView.of(page)));
  }

  private Future<Void> change(RoutingContext ctx) {
    var input = Input.of(ctx);
    var changes =
        new Changes(
            input.fieldOrNull("tier"),
            input.time("tierUntil"),
            role(input.fieldOrNull("role")),
            input.body().getBoolean("blocked"));
    return PeopleMessages.CHANGE
        .ask(vertx, new Change(admin(ctx), input.path("userId"), changes))
        .compose(profile -> Answers.json(ctx, 200, MeView.ProfileView.of(profile)));
  }

  private static @Nullable Role role(@Nullable String text) {
    return text == null ? null : Role.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private Future<Void> remove(RoutingContext ctx) {
    var userId = Input.of(ctx).path("userId");
    return PeopleMessages.REMOVE
        .ask(vertx, new Remove(admin(ctx), userId))
        .compose(_ -> farewell.to(userId))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> offerReset(RoutingContext ctx) {
    return PeopleMessages.OFFER_RESET
        .ask(vertx, new OfferReset(admin(ctx), Input.of(ctx).path("userId")))
        .compose(offered -> Answers.json(ctx, 201, PeopleView.OfferedView.of(offered)));
  }

  private Future<Void> invites(RoutingContext ctx) {
    return PeopleMessages.INVITATIONS
        .ask(vertx, new AskInvitations())
        .compose(all -> Answers.json(ctx, 200, PeopleView.InvitesView.of(all)));
  }

  private Future<Void> invite(RoutingContext ctx) {
    var body = Input.of(ctx).body();
    var days = Duration.ofDays(body.getInteger("days", INVITATION_DAYS));
    var invite =
        new Invite(admin(ctx), body.getString("tier", "free"), clock.millis() + days.toMillis());
    return PeopleMessages.INVITE
        .ask(vertx, invite)
        .compose(made -> Answers.json(ctx, 201, PeopleView.InviteView.made(made)));
  }

  private Future<Void> uninvite(RoutingContext ctx) {
    return PeopleMessages.UNINVITE
        .ask(vertx, new Uninvite(admin(ctx), Input.of(ctx).path("inviteId")))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> audit(RoutingContext ctx) {
    var input = Input.of(ctx);
    return PeopleMessages.AUDIT
        .ask(vertx, new ReadAudit(input.query("before", ""), most(input)))
        .compose(page -> Answers.json(ctx, 200, PeopleView.AuditView.of(page)));
  }

  private static int most(Input input) {
    var most = input.number("limit");
    return most == 0 ? PAGE : most;
  }

  private static String admin(RoutingContext ctx) {
    return Call.of(ctx).caller().who().id();
  }
}
