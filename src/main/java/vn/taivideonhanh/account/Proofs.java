package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Checks what somebody shows to be somebody: a password, and a one-time code. */
final class Proofs {
  private final AccountSettings settings;
  private final Passwords passwords;
  private final Tries tries;
  private final AccountScript use;
  private final AccountScript swap;

  Proofs(AccountSettings settings, Passwords passwords, Tries tries) {
    this.settings = settings;
    this.passwords = passwords;
    this.tries = tries;
    this.use = AccountScript.of(settings, "use_factor");
    this.swap = AccountScript.of(settings, "swap_hash");
  }

  Passwords passwords() {
    return passwords;
  }

  /**
   * The account, when that is its password; else fails with {@code LOGIN_FAILED}, after the same
   * work for an account that is not there.
   */
  Future<User> password(@Nullable User user, String password) {
    return passwords
        .verify(PasswordRule.spelled(password), user == null ? "" : user.hash())
        .compose(right ->
            right && user != null
                ? Future.succeededFuture(user)
                : Future.failedFuture(Refusals.login()));
  }

  /**
   * The hash of the password that was just shown, made anew where its cost is not that of today. A
   * login does not fail for it: what cannot be computed now is at the next one.
   */
  Future<String> renewed(User user, String password) {
    return passwords.costsAsNew(user.hash())
        ? Future.succeededFuture(user.hash())
        : passwords
            .hash(PasswordRule.spelled(password))
            .compose(fresh ->
                swap.count(List.of(settings.keys(user.id()).user()), user.hash(), fresh)
                    .map(swapped -> swapped == 1 ? fresh : user.hash()))
            .otherwise(user.hash());
  }

  /** Checks a one-time or recovery code, and uses it up, where the account has a second factor. */
  Future<Void> code(User user, @Nullable String code) {
    if (user.totp().isEmpty()) {
      return Future.succeededFuture();
    }
    if (code == null) {
      return Future.failedFuture(
          new Failure(ProblemCode.SECOND_FACTOR_NEEDED, "Send it as otp.").inField("otp"));
    }
    var step = OneTimeCodes.step(user.totp(), code, settings.now());
    var keys = settings.keys(user.id());
    return tries
        .ofCode(user.id())
        .compose(_ ->
            use.count(
                List.of(keys.user(), keys.recovery()),
                step,
                step == 0 ? Secrets.digest(plain(code)) : ""))
        .compose(
            used -> used == 1 ? Future.succeededFuture() : Future.failedFuture(Refusals.code()));
  }

  /** As recovery codes are compared: people leave blanks and hyphens out, or put them in. */
  static String plain(String code) {
    return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
  }
}
