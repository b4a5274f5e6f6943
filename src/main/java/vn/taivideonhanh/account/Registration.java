package vn.taivideonhanh.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Register;
import vn.taivideonhanh.account.Names.Holder;
import vn.taivideonhanh.account.Users.NewUser;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Makes accounts. A name and an account are on different parts of a Redis cluster, so there are
 * steps: the name is claimed for a minute, the account stored for a minute, the name kept, and the
 * first session makes the account last. Whenever the server ends in between, the rest lapses: the
 * name is free again, or leads to an account that is not there, which the next who wants the name
 * notices. Of two who want it at once, one gets it.
 */
final class Registration {
  static final long HOLD = Duration.ofMinutes(1).toMillis();
  private static final int CODE_LENGTH = 20;

  private final AccountSettings settings;
  private final Names names;
  private final Users users;
  private final Invites invites;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final String code;

  Registration(AccountSettings settings, Names names, Users users, Passwords passwords) {
    this.settings = settings;
    this.names = names;
    this.users = users;
    this.invites = new Invites(settings);
    this.passwords = passwords;
    this.rule = new PasswordRule(settings.accounts().passwordLeast());
    this.code =
        Secrets.letters(Secrets.mac(settings.secret(), "code of the first admin"))
            .substring(0, CODE_LENGTH);
  }

  /**
   * The code by which the first admin registers; null when there was one. The same on all nodes.
   */
  Future<@Nullable String> firstCode() {
    return names.hasFirst().map(had -> had ? null : code);
  }

  /**
   * Makes an account that lapses after a minute.
   *
   * @return its id, and what is to be done when it lasts
   */
  Future<Made> make(Register wanted) {
    var plain = Names.plain(wanted.name());
    if (plain == null) {
      return Future.failedFuture(
          new Failure(
                  ProblemCode.INVALID_REQUEST,
                  "A name has 3 to 32 letters a to z, digits and . _ - between them.")
              .inField("name"));
    }
    if (wanted.ticket() == null && !settings.accounts().registration().equals("open")) {
      return Future.failedFuture(closed());
    }
    var password = rule.checked(wanted.password(), plain);
    var id = Ticket.newPerson();
    return claim(plain, id)
        .compose(_ -> passwords.hash(password))
        .compose(hash -> admitted(wanted, plain, id, hash))
        .recover(cause -> names.free(plain, id).transform(_ -> Future.failedFuture(cause)));
  }

  private Failure closed() {
    return new Failure(
        ProblemCode.REGISTRATION_CLOSED,
        settings.accounts().registration().equals("invite")
            ? "Ask an admin for an invitation."
            : "Ask an admin of the server.");
  }

  private Future<Made> admitted(Register wanted, String plain, String id, String hash) {
    var email = wanted.email() == null ? "" : wanted.email();
    return right(wanted.ticket(), id)
        .compose(right ->
            users
                .create(new NewUser(id, plain, email, hash, right.role(), right.tier()), HOLD)
                .compose(_ -> names.keep(plain, id, right.most()))
                .map(_ -> new Made(id, hash, right.lasting())));
  }

  /** Takes a name for a while; fails with {@code NAME_TAKEN}. */
  Future<Void> claim(String plain, String id) {
    return claim(plain, id, true);
  }

  /** A name whose account has lapsed is nobody's; one that is being made is somebody's. */
  private Future<Void> claim(String plain, String id, boolean again) {
    return names
        .claim(plain, id, HOLD)
        .compose(held ->
            held.isEmpty()
                ? Future.succeededFuture()
                : takenOrLapsed(plain, held.get())
                    .compose(lapsed ->
                        lapsed && again
                            ? claim(plain, id, false)
                            : Future.failedFuture(Names.taken())));
  }

  private Future<Boolean> takenOrLapsed(String plain, Holder holder) {
    return holder.forGood()
        ? users
            .read(holder.id())
            .compose(user ->
                user.isPresent()
                    ? Future.succeededFuture(false)
                    : names.free(plain, holder.id()).map(_ -> true))
        : Future.succeededFuture(false);
  }

  private Future<Right> right(@Nullable String ticket, String id) {
    if (ticket == null) {
      return Future.succeededFuture(
          new Right(Role.USER, User.FALLBACK, most(), Future::succeededFuture));
    }
    var invite = Ticket.parse(Ticket.Sort.INVITE, ticket);
    if (invite != null) {
      return settings.accounts().registration().equals("closed")
          ? Future.failedFuture(closed())
          : invites
              .claim(invite, HOLD)
              .map(tier ->
                  new Right(Role.USER, tier, most(), () -> invites.drop(invite.item()).mapEmpty()));
    }
    return MessageDigest.isEqual(ticket.getBytes(UTF_8), code.getBytes(UTF_8))
        ? first(id)
        : Future.failedFuture(Invites.invalid());
  }

  private Future<Right> first(String id) {
    return names
        .claimFirst(id, HOLD)
        .compose(held ->
            held.isPresent()
                ? Future.failedFuture(Invites.invalid())
                : Future.succeededFuture(
                    new Right(
                        Role.ADMIN,
                        "owner",
                        Long.MAX_VALUE,
                        () -> names.keepFirst(id).mapEmpty())));
  }

  private long most() {
    return settings.accounts().most();
  }

  /**
   * What somebody may register as.
   *
   * @param most accounts that there may be then; the first admin is never one too many
   * @param lasting to be done when the account lasts
   */
  private record Right(Role role, String tier, long most, Supplier<Future<Void>> lasting) {}

  /**
   * An account that was made.
   *
   * @param hash of its password
   */
  record Made(String id, String hash, Supplier<Future<Void>> lasting) {}
}
