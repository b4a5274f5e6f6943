package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.Known;
import vn.taivideonhanh.account.AccountMessages.Login;
import vn.taivideonhanh.account.AccountMessages.Logout;
import vn.taivideonhanh.account.AccountMessages.Proof;
import vn.taivideonhanh.account.AccountMessages.Refresh;
import vn.taivideonhanh.account.AccountMessages.Register;
import vn.taivideonhanh.account.AccountMessages.Show;
import vn.taivideonhanh.account.AccountMessages.SignedIn;
import vn.taivideonhanh.account.AccountScript.Answer;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.identity.Scope;

/** Opens, continues and ends sessions, and says whose credential it is that a request shows. */
final class Doorkeeper {
  private final AccountSettings settings;
  private final Users users;
  private final Names names;
  private final Tries tries;
  private final Proofs proofs;
  private final SessionStore sessions;
  private final KeyStore keys;
  private final Registration registration;
  private final AccessTokens tokens;

  Doorkeeper(AccountSettings settings, Stores stores, Proofs proofs) {
    this.settings = settings;
    this.users = stores.users();
    this.names = stores.names();
    this.tries = stores.tries();
    this.sessions = stores.sessions();
    this.keys = stores.keys();
    this.proofs = proofs;
    this.registration = new Registration(settings, names, users, proofs.passwords());
    this.tokens = new AccessTokens(settings.secret());
  }

  Registration registration() {
    return registration;
  }

  /** The code by which the first admin registers; null when there was one. */
  Future<@Nullable String> firstCode() {
    return registration.firstCode();
  }

  Future<SignedIn> register(Register wanted) {
    return tries
        .ofTicket(wanted.from().prefix())
        .compose(_ -> registration.make(wanted))
        .compose(made ->
            sessions
                .open(made.id(), made.hash(), wanted.from().agent(), false)
                .compose(ticket -> made.lasting().get().map(_ -> ticket)))
        .compose(this::signedIn);
  }

  /** The same steps, at the same cost, whether there is such an account or not. */
  Future<SignedIn> login(Login login) {
    var plain = Names.plain(login.name());
    return tries
        .ofPassword(login.from().prefix(), plain == null ? login.name() : plain)
        .compose(_ ->
            plain == null ? Future.succeededFuture(Optional.<String>empty()) : names.find(plain))
        .compose(id -> users.read(id.orElse("nobody")))
        .compose(user ->
            proofs
                .password(user.orElse(null), login.password())
                .compose(known -> proofs.code(known, login.otp()).map(_ -> known)))
        .compose(user ->
            proofs
                .renewed(user, login.password())
                .compose(hash ->
                    sessions.open(user.id(), hash, login.from().agent(), !user.totp().isEmpty()))
                .compose(ticket -> names.list(user.name(), user.id()).map(_ -> ticket)))
        .compose(this::signedIn);
  }

  Future<SignedIn> refresh(Refresh refresh) {
    var shown = Ticket.parse(Ticket.Sort.REFRESH, refresh.refreshToken());
    return shown == null
        ? Future.failedFuture(Refusals.ended())
        : sessions.turn(shown).compose(this::signedIn);
  }

  Future<Done> logout(Logout logout) {
    var shown = Ticket.parse(Ticket.Sort.REFRESH, logout.refreshToken());
    return shown == null
        ? Future.succeededFuture(new Done())
        : sessions.leave(shown).map(_ -> new Done());
  }

  /** What a session that was just opened, or went on, brings its owner. */
  Future<SignedIn> signedIn(Ticket ticket) {
    var now = settings.now();
    return users
        .required(ticket.person())
        .compose(user ->
            user.role() == Role.ADMIN
                ? users.admins().seen(user.id()).map(_ -> user)
                : Future.succeededFuture(user))
        .map(user ->
            new SignedIn(
                user.profile(now),
                tokens.issue(user.id(), ticket.item(), now),
                AccessTokens.LIFETIME.toSeconds(),
                ticket.text(),
                settings.accounts().sessionIdle().toSeconds()));
  }

  Future<Known> authenticate(Show shown) {
    return switch (shown.proof()) {
      case SESSION -> bySession(shown.secret());
      case KEY -> byKey(shown.secret());
    };
  }

  private Future<Known> bySession(String token) {
    var bearer = tokens.verify(token, settings.now());
    return bearer == null
        ? Future.failedFuture(Refusals.ended())
        : sessions
            .look(bearer)
            .map(answer -> {
              var role = role(answer);
              var who = member(bearer.person(), answer, role, Set.of(Scope.values()));
              return new Known(who, Proof.SESSION, bearer.session());
            });
  }

  /** An admin acts as one only after the second factor, where there is one or must be. */
  private Role role(Answer session) {
    var shown = session.number(4) == 1;
    var needed = session.number(5) == 1 || settings.accounts().adminsNeedSecondFactor();
    return needed && !shown ? Role.USER : User.role(session.text(1));
  }

  private Future<Known> byKey(String text) {
    var ticket = Ticket.parse(Ticket.Sort.KEY, text);
    return ticket == null
        ? Future.failedFuture(Refusals.ended())
        : keys.look(ticket)
            .map(answer -> {
              var scopes = KeyStore.scopes(answer.text(4));
              var who = member(ticket.person(), answer, User.role(answer.text(1)), scopes);
              return new Known(who, Proof.KEY, null);
            });
  }

  private Identity member(String id, Answer account, Role role, Set<Scope> scopes) {
    var tier = User.tierAt(account.text(2), account.text(3), settings.now());
    return new Identity(id, Identity.Kind.MEMBER, tier, role, scopes);
  }
}
