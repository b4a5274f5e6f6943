package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.Users.NewUser;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.oidc.Subject;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Makes accounts without a password for those whom the provider vouches for, in the steps of {@link
 * Registration}: what is left of them when the server ends in between lapses.
 */
final class Newcomers {
  private static final String NAMELESS = "person";
  private static final int LONGEST = 24;
  private static final int TAIL = 6;
  private static final int NAMES = 4;

  private final AccountSettings settings;
  private final Stores stores;
  private final Registration registration;

  Newcomers(AccountSettings settings, Stores stores, Registration registration) {
    this.settings = settings;
    this.stores = stores;
    this.registration = registration;
  }

  /** The id of the account, which lapses after a minute unless a session is opened. */
  Future<String> make(Subject subject) {
    if (!settings.oidc().register()) {
      return Future.failedFuture(
          new Failure(
              ProblemCode.REGISTRATION_CLOSED,
              "Log in with a password, and link this login with the account."));
    }
    var id = Ticket.newPerson();
    var link = Links.digest(subject);
    return stores
        .links()
        .claim(link, id, Registration.HOLD)
        .compose(claimed ->
            claimed ? named(plain(subject.name()), id, NAMES) : Future.failedFuture(busy()))
        .compose(name ->
            stored(subject, name, id)
                .recover(cause ->
                    stores.names().free(name, id).transform(_ -> Future.failedFuture(cause))))
        .recover(cause -> stores.links().free(link, id).transform(_ -> Future.failedFuture(cause)));
  }

  private static Failure busy() {
    return new Failure(ProblemCode.LOGIN_FAILED, "Another window has begun with it. Begin again.");
  }

  /** That name, or where somebody has it, one that begins so. */
  private Future<String> named(String plain, String id, int tries) {
    var name = tries == NAMES ? plain : plain + "-" + Secrets.random(TAIL);
    return registration
        .claim(name, id)
        .map(name)
        .recover(cause ->
            tries > 1 && Failure.of(cause).code() == ProblemCode.NAME_TAKEN
                ? named(plain, id, tries - 1)
                : Future.failedFuture(cause));
  }

  private Future<String> stored(Subject subject, String name, String id) {
    var role = subject.admin() ? Role.ADMIN : Role.USER;
    var email = subject.email() == null ? "" : subject.email();
    var user = new NewUser(id, name, email, "", role, settings.oidc().tier());
    var link = Links.digest(subject);
    return stores
        .users()
        .create(user, Registration.HOLD)
        .compose(_ ->
            stores
                .users()
                .change(id, Map.of("link", link, "linkAdmin", subject.admin() ? "1" : "0")))
        .compose(_ -> stores.names().keep(name, id, settings.accounts().most()))
        .compose(_ -> stores.links().keep(link, id))
        .compose(kept -> kept ? Future.succeededFuture(id) : Future.failedFuture(busy()));
  }

  /** What a name at the provider is as a name here: letters without their marks. */
  static String plain(@Nullable String name) {
    var first = name == null ? "" : name.split("@", 2)[0];
    var bare =
        Normalizer.normalize(first, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replace('đ', 'd')
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9._-]+", "-");
    var cut = bare.substring(0, Math.min(bare.length(), LONGEST));
    var plain = Names.plain(cut.replaceAll("^[._-]+|[._-]+$", ""));
    return plain == null ? NAMELESS : plain;
  }
}
