package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  Users(AccountSettings settings) {
    this.settings = settings;
    this.create = AccountScript.of(settings, "create_user");
    this.read = AccountScript.of(settings, "read_user");
    this.change = AccountScript.of(settings, "change_user");
    this.remove = AccountScript.of(settings, "remove_user");
    this.setPassword = AccountScript.of(settings, "set_password");
    this.offerReset = AccountScript.of(settings, "offer_reset");
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

  /** Sets fields; fails with {@code NOT_FOUND}. */
  Future<Void> change(String id, Map<String, Object> fields) {
    var keys = settings.keys(id);
    var json = new JsonObject();
    fields.forEach(json::put);
    return found(change.count(List.of(keys.user(), keys.sessions()), json.encode()));
  }

  /** Removes the account and all of its sessions, keys and codes; false when it was not there. */
  Future<Boolean> remove(String id) {
    var keys = settings.keys(id);
    return remove
        .count(List.of(keys.user(), keys.sessions(), keys.keys(), keys.recovery()))
        .map(removed -> removed == 1);
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
