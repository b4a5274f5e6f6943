package vn.taivideonhanh.account;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Profile;
import vn.taivideonhanh.account.AccountScript.Answer;
import vn.taivideonhanh.identity.Role;

/**
 * An account as it is kept; what is not there is empty.
 *
 * @param until epoch milliseconds at which the tier ends, or empty
 * @param totp the secret of the second factor, or empty
 * @param hash of the password, or empty
 * @param link digest of the login at the provider, or empty
 * @param linkAdmin whether it is the provider that made an admin of them
 * @param emailOk whether a letter to the address was answered
 * @param recoveryCodes how many are left
 */
record User(
    String id,
    String name,
    String email,
    Role role,
    String tier,
    String until,
    boolean blocked,
    long created,
    long seen,
    String totp,
    String totpNew,
    String hash,
    String link,
    boolean linkAdmin,
    boolean emailOk,
    int recoveryCodes) {
  /** What a tier that has ended falls back to. */
  static final String FALLBACK = "free";

  static final String FIELDS =
      "name,email,role,tier,until,blocked,created,seen,totp,totpNew,hash,link,linkAdmin,emailOk";

  /** What {@code read_user} answered. */
  static User of(String id, Answer answer) {
    return new User(
        id,
        answer.text(2),
        answer.text(3),
        role(answer.text(4)),
        answer.text(5),
        answer.text(6),
        answer.text(7).equals("1"),
        answer.number(8),
        answer.number(9),
        answer.text(10),
        answer.text(11),
        answer.text(12),
        answer.text(13),
        answer.text(14).equals("1"),
        answer.text(15).equals("1"),
        (int) answer.number(1));
  }

  static Role role(String text) {
    return Role.valueOf(text.toUpperCase(Locale.ROOT));
  }

  static String text(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** The tier that holds at that time. */
  static String tierAt(String tier, String until, long now) {
    return until.isEmpty() || now < Long.parseLong(until) ? tier : FALLBACK;
  }

  Profile profile(long now) {
    var holds = tierAt(tier, until, now).equals(tier);
    return new Profile(
        id,
        name,
        email.isEmpty() ? null : email,
        role,
        holds ? tier : FALLBACK,
        end(holds),
        blocked,
        created,
        seen,
        totp.isEmpty() ? null : recoveryCodes,
        !hash.isEmpty(),
        !link.isEmpty(),
        emailOk);
  }

  private @Nullable Long end(boolean holds) {
    return holds && !until.isEmpty() ? Long.valueOf(until) : null;
  }

  /** No secret in a log. */
  @Override
  public String toString() {
    return id;
  }
}
