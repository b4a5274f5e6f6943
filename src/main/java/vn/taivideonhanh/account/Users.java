package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.taivideonhanh.account.AccountScript.Answer;
import vn.taivideonhanh.identity.Role;

/** The accounts, each by its id. */
final class Users {
  private final AccountSettings settings;
  private final AccountScript create;
  private final AccountScript read;
  private final AccountScript change;
  private final AccountScript remove;
  private final AccountScript setPassword;
  private final AccountScript offerReset;
  private final Admins admins;

  Users(AccountSettings settings) {
    this.settings = settings;
    this.create = AccountScript.of(settings, "create_user");
    this.read = AccountScript.of(settings, "read_user");
    this.change = AccountScript.of(settings, "change_user");
    this.remove = AccountScript.of(settings, "remove_user");
    this.setPassword = AccountScript.of(settings, "set_password");
    this.offerReset = AccountScript.of(settings, "offer_reset");
    this.admins = new Admins(settings);
  }

  /** Stores an account that lapses unless a session is opened in time; false for an id in use. */
  Future<Boolean> create(NewUser user, long hold) {
    return create
        .count(
            List.of(settings.keys(user.id()).user()),
            settings.now(),
            hold,
            user.name(),
            user.email(),
            user.hash(),
            User.text(user.role()),
            user.tier())
        .map(made -> made == 1);
  }

  Future<Optional<User>> read(String id) {
    var keys = settings.keys(id);
    return read.run(List.of(keys.user(), keys.recovery()), User.FIELDS)
        .map(answer -> answer.ok() ? Optional.of(User.of(id, answer)) : Optional.empty());
  }

  /** The account; fails with {@code NOT_FOUND}. */
  Future<User> required(String id) {
    return read(id).map(found -> found.orElseThrow(Refusals::unknown));
  }

  /** Who counts as an admin. */
  Admins admins() {
    return admins;
  }

  /** Sets fields; fails with {@code NOT_FOUND}, and {@code LAST_ADMIN} when none would be left. */
  Future<Void> change(String id, Map<String, Object> fields) {
    return change(id, fields, true);
  }

  /** The same, whoever is left. */
  Future<Void> impose(String id, Map<String, Object> fields) {
    return change(id, fields, false);
  }

  private Future<Void> change(String id, Map<String, Object> fields, boolean oneLeft) {
    var json = new JsonObject();
    fields.forEach(json::put);
    return changed(id, json, Admins.NO_TURN)
        .compose(answer ->
            answer.ok()
                ? Future.succeededFuture()
                : admins
                    .turn(id, oneLeft && answer.text(1).equals("no"))
                    .compose(turn ->
                        changed(id, json, turn)
                            .compose(done -> admins.settle(id, turn, done.text(1)))));
  }

  private Future<Answer> changed(String id, JsonObject fields, String turn) {
    var keys = settings.keys(id);
    return change
        .run(List.of(keys.user(), keys.sessions()), fields.encode(), turn)
        .compose(answer ->
            switch (answer.verdict()) {
              case "none" -> Future.failedFuture(Refusals.unknown());
              case "outrun" -> Future.failedFuture(Refusals.outrun());
              default -> Future.succeededFuture(answer);
            });
  }

  /**
   * Removes the account and all of its sessions, keys and codes; false when it was not there. Fails
   * with {@code LAST_ADMIN} when none would be left.
   */
  Future<Boolean> remove(String id) {
    return removed(id, Admins.NO_TURN)
        .compose(removed ->
            removed >= 0
                ? Future.succeededFuture(removed)
                : admins
                    .turn(id, true)
                    .compose(turn ->
                        removed(id, turn)
                            .compose(done -> admins.settle(id, turn, "no").map(_ -> done))))
        .map(removed -> removed == 1);
  }

  private Future<Long> removed(String id, String turn) {
    var keys = settings.keys(id);
    return remove.count(List.of(keys.user(), keys.sessions(), keys.keys(), keys.recovery()), turn);
  }

  /** A new password for the old one; false when that has changed meanwhile. */
  Future<Boolean> changePassword(String id, String old, String fresh, String keptSession) {
    return setPassword(id, List.of(settings.now(), old, "", fresh, keptSession));
  }

  /** A new password for a link; false when that does not hold. */
  Future<Boolean> resetPassword(Ticket link, String fresh) {
    var proof = List.<Object>of(settings.now(), "", link.digest(), fresh, "");
    return setPassword(link.person(), proof);
  }

  private Future<Boolean> setPassword(String id, List<Object> proof) {
    var keys = settings.keys(id);
    return setPassword
        .count(List.of(keys.user(), keys.sessions()), proof.toArray())
        .map(set -> set == 1);
  }

  /** Makes the one link by which the account gets another password. */
  Future<Void> offerReset(Ticket link, long until) {
    var keys = settings.keys(link.person());
    return found(offerReset.count(List.of(keys.user()), link.digest(), until));
  }

  private static Future<Void> found(Future<Long> count) {
    return count.compose(
        n -> n == 1 ? Future.succeededFuture() : Future.failedFuture(Refusals.unknown()));
  }

  /**
   * An account to make.
   *
   * @param email or empty
   * @param hash of the password, or empty
   */
  record NewUser(String id, String name, String email, String hash, Role role, String tier) {}
}
