package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccessTokens.Bearer;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.OidcMessages.Begin;
import vn.taivideonhanh.account.OidcMessages.Begun;
import vn.taivideonhanh.account.OidcMessages.Complete;
import vn.taivideonhanh.account.OidcMessages.Completed;
import vn.taivideonhanh.account.OidcMessages.Owner;
import vn.taivideonhanh.account.PeopleMessages.Note;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.oidc.Provider;
import vn.taivideonhanh.oidc.Subject;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Logins at the provider. Whom it vouches for has the account that is linked with exactly that
 * login: names and e-mail addresses, which the provider's people may choose, lead to none.
 */
final class ProviderLogin {
  private final AccountSettings settings;
  private final @Nullable Provider provider;
  private final Stores stores;
  private final Doorkeeper door;
  private final Newcomers newcomers;
  private final AuditLog log;

  /** Where there is no provider, everything fails with {@code NOT_FOUND}. */
  ProviderLogin(
      AccountSettings settings, @Nullable Provider provider, Stores stores, Doorkeeper door) {
    this.settings = settings;
    this.provider = provider;
    this.stores = stores;
    this.door = door;
    this.newcomers = new Newcomers(settings, stores, door.registration());
    this.log = new AuditLog(settings);
  }

  Future<Begun> begin(Begin begin) {
    var known = provider();
    var handshake = Handshake.fresh(settings.secret(), begin.owner(), settings.now());
    return stores
        .tries()
        .ofTicket(begin.from().prefix())
        .compose(_ -> known.loginPage(handshake.challenge(settings.secret())))
        .map(page -> new Begun(page, handshake.text(), Handshake.LIFETIME.toSeconds()));
  }

  Future<Completed> complete(Complete shown) {
    var known = provider();
    var handshake = Handshake.parse(settings.secret(), shown.handshake(), settings.now());
    if (handshake == null || !handshake.has(settings.secret(), shown.state())) {
      return Future.failedFuture(
          new Failure(
              ProblemCode.LOGIN_FAILED,
              "This login was not begun in this browser, or too long ago. Begin again."));
    }
    var owner = handshake.owner();
    return stores
        .tries()
        .ofTicket(shown.from().prefix())
        .compose(
            _ -> known.redeem(shown.code(), handshake.challenge(settings.secret()), shown.sender()))
        .compose(subject ->
            owner == null
                ? enter(subject, shown.from().agent())
                : link(owner, subject).map(_ -> new Completed(null)));
  }

  private Provider provider() {
    if (provider == null) {
      throw new Failure(ProblemCode.NOT_FOUND, "This server has no login provider.");
    }
    return provider;
  }

  private Future<Completed> enter(Subject subject, String agent) {
    return holder(Links.digest(subject))
        .compose(user ->
            user.isPresent()
                ? appointed(user.get(), subject).map(user.get().id())
                : newcomers.make(subject).compose(id -> noted(id, subject)))
        .compose(id -> stores.sessions().open(id, "", agent, subject.manyFactors()))
        .compose(door::signedIn)
        .map(Completed::new);
  }

  /** Admins do not come to be without a trace. */
  private Future<String> noted(String id, Subject subject) {
    return subject.admin()
        ? log.add(new Note("provider", "user.register", id, "role=admin")).map(id)
        : Future.succeededFuture(id);
  }

  /** The account that has a login; one that has lapsed has none. */
  private Future<Optional<User>> holder(String link) {
    return stores
        .links()
        .find(link)
        .compose(
            id -> id.isEmpty() ? Future.succeededFuture(Optional.empty()) : read(link, id.get()));
  }

  private Future<Optional<User>> read(String link, String id) {
    return stores
        .users()
        .read(id)
        .compose(user ->
            user.isPresent()
                ? Future.succeededFuture(user)
                : stores.links().free(link, id).map(_ -> user));
  }

  /** Who is an admin by the provider is one as long as it says so. */
  private Future<Void> appointed(User user, Subject subject) {
    if (subject.admin() && user.role() == Role.USER) {
      return appoint(user, Role.ADMIN);
    }
    return !subject.admin() && user.linkAdmin()
        ? appoint(user, Role.USER)
        : Future.succeededFuture();
  }

  private Future<Void> appoint(User user, Role role) {
    var fields =
        Map.<String, Object>of(
            "role", User.text(role), "linkAdmin", role == Role.ADMIN ? "1" : "0");
    return stores
        .users()
        .impose(user.id(), fields)
        .compose(_ -> log.add(new Note("provider", "user.change", user.id(), fields.toString())))
        .mapEmpty();
  }

  private Future<Void> link(Owner owner, Subject subject) {
    var id = owner.personId();
    var link = Links.digest(subject);
    return stores
        .sessions()
        .look(new Bearer(id, owner.sessionId()))
        .compose(_ -> holder(link))
        .compose(_ -> stores.users().required(id))
        .compose(user ->
            stores
                .links()
                .claim(link, id, Registration.HOLD)
                .compose(claimed ->
                    claimed ? stores.links().keep(link, id) : Future.succeededFuture(false))
                .compose(kept -> kept ? moved(user, link) : Future.failedFuture(taken())));
  }

  private Future<Void> moved(User user, String link) {
    return stores
        .users()
        .change(user.id(), Map.of("link", link))
        .compose(_ ->
            user.link().equals(link)
                ? Future.succeededFuture()
                : stores.links().free(user.link(), user.id()));
  }

  private static Failure taken() {
    return new Failure(ProblemCode.LOGIN_TAKEN, "Log in with it, or unlink it there first.");
  }

  Future<Done> unlink(Of whose) {
    return stores
        .users()
        .required(whose.personId())
        .compose(user -> {
          if (user.link().isEmpty()) {
            return Future.failedFuture(Refusals.unknown());
          }
          if (user.hash().isEmpty()) {
            return Future.failedFuture(
                new Failure(ProblemCode.LAST_LOGIN, "Set a password by a link first."));
          }
          return (user.linkAdmin() ? appoint(user, Role.USER) : Future.<Void>succeededFuture())
              .compose(_ -> stores.users().change(user.id(), Map.of("link", "")))
              .compose(_ -> stores.links().free(user.link(), user.id()));
        })
        .map(_ -> new Done());
  }
}
