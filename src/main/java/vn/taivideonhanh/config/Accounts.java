package vn.taivideonhanh.config;

import java.time.Duration;
import java.util.List;

/**
 * The accounts.
 *
 * @param registration {@code open}, {@code invite} or {@code closed}
 * @param most accounts that there may be, 1 to 10,000,000
 * @param secondFactor {@code offered} to everybody, or {@code required} of admins
 * @param sessionIdle after which a session that nobody uses ends
 * @param sessionMax after which every session ends
 * @param resetLink for how long a link for a new password holds
 * @param triesPerMinute of passwords, for one account and from one address prefix, 1 to 1,000
 * @param passwordLeast characters of a password, 8 to 64
 * @param passwordMemoryKiB of one Argon2id computation, RFC 9106
 * @param passwordIterations of it, 1 to 20
 * @param passwordsAtOnce computations of this node, 1 to 64
 * @param passwordsWaiting for their turn, 1 to 10,000
 * @param auditEntries that are kept of what admins did, 100 to 1,000,000
 */
public record Accounts(
    String registration,
    int most,
    String secondFactor,
    Duration sessionIdle,
    Duration sessionMax,
    Duration resetLink,
    int triesPerMinute,
    int passwordLeast,
    int passwordMemoryKiB,
    int passwordIterations,
    int passwordsAtOnce,
    int passwordsWaiting,
    int auditEntries) {
  public Accounts {
    oneOf(registration, List.of("open", "invite", "closed"), "accounts.registration");
    Check.range(most, 1, 10_000_000, "accounts.most");
    oneOf(secondFactor, List.of("offered", "required"), "accounts.secondFactor");
    Check.that(
        sessionMax.compareTo(sessionIdle) >= 0,
        "accounts.sessionMax",
        "must not be shorter than accounts.sessionIdle");
    Check.range(triesPerMinute, 1, 1000, "accounts.triesPerMinute");
    Check.range(passwordLeast, 8, 64, "accounts.passwordLeast");
    Check.range(passwordMemoryKiB, 7168, 1 << 21, "accounts.passwordMemoryKiB");
    Check.range(passwordIterations, 1, 20, "accounts.passwordIterations");
    Check.range(passwordsAtOnce, 1, 64, "accounts.passwordsAtOnce");
    Check.range(passwordsWaiting, 1, 10_000, "accounts.passwordsWaiting");
    Check.range(auditEntries, 100, 1_000_000, "accounts.auditEntries");
  }

  private static void oneOf(String value, List<String> allowed, String key) {
    Check.that(allowed.contains(value), key, "must be one of " + String.join(", ", allowed));
  }

  /** Whether an admin may act without a second factor. */
  public boolean adminsNeedSecondFactor() {
    return secondFactor.equals("required");
  }
}
