package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.util.Comparator;
import java.util.List;
import vn.taivideonhanh.account.PeopleMessages.Invitation;
import vn.taivideonhanh.account.PeopleMessages.Invited;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.Reply;

/** Invitations: each lets one person register, into a tier. */
final class Invites {
  private static final int MOST = 1000;

  private final AccountSettings settings;
  private final AccountScript make;
  private final AccountScript claim;

  Invites(AccountSettings settings) {
    this.settings = settings;
    this.make = AccountScript.of(settings, "make_invite");
    this.claim = AccountScript.of(settings, "claim_invite");
  }

  Future<Invited> make(String tier, long until) {
    var ticket = Ticket.issue(Ticket.Sort.INVITE, "", Ticket.newItem());
    var body =
        new JsonObject()
            .put("tier", tier)
            .put("created", settings.now())
            .put("ends", until)
            .put("taken", 0)
            .put("digest", ticket.digest());
    var made = new Invitation(ticket.item(), tier, settings.now(), until);
    return make.count(List.of(key()), settings.now(), ticket.item(), body.encode(), MOST)
        .compose(stored ->
            stored == 1
                ? Future.succeededFuture(new Invited(made, ticket.text()))
                : Future.failedFuture(
                    new Failure(ProblemCode.TOO_MANY_INVITES, "Take back some of them.")));
  }

  /** Takes one for a while; completes with its tier, or fails with {@code INVITE_NOT_VALID}. */
  Future<String> claim(Ticket shown, long hold) {
    return claim
        .run(List.of(key()), settings.now(), shown.item(), shown.digest(), hold)
        .compose(answer ->
            answer.ok() ? Future.succeededFuture(answer.text(1)) : Future.failedFuture(invalid()));
  }

  static Failure invalid() {
    return new Failure(ProblemCode.INVITE_NOT_VALID, "Ask an admin for another one.")
        .inField("ticket");
  }

  /** Completes with whether it was there. */
  Future<Boolean> drop(String id) {
    return settings.store().send(Command.HDEL, key(), id).map(gone -> Reply.number(gone) == 1);
  }

  /** Those that hold, the newest first. */
  Future<List<Invitation>> all() {
    return settings
        .store()
        .send(Command.HGETALL, key())
        .map(found ->
            found == null
                ? List.of()
                : found.getKeys().stream()
                    .map(id -> invitation(id, new JsonObject(found.get(id).toString())))
                    .filter(each -> settings.now() < each.expiresAt())
                    .sorted(Comparator.comparingLong(Invitation::createdAt).reversed())
                    .toList());
  }

  private static Invitation invitation(String id, JsonObject body) {
    return new Invitation(
        id, body.getString("tier", ""), body.getLong("created", 0L), body.getLong("ends", 0L));
  }

  private String key() {
    return settings.key("invites");
  }
}
