package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Counts the tries of passwords and codes, whether they are right or not. */
final class Tries {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration CODES_WINDOW = Duration.ofMinutes(10);
  private static final int CODES = 10;
  private static final Duration LETTERS_WINDOW = Duration.ofHours(1);
  private static final int LETTERS = 5;

  private final AccountSettings settings;
  private final AccountScript count;

  Tries(AccountSettings settings) {
    this.settings = settings;
    this.count = AccountScript.of(settings, "count_try");
  }

  /** One of a password; fails with {@code TOO_MANY_TRIES} when it is one too many of either. */
  Future<Void> ofPassword(String prefix, String name) {
    var most = settings.accounts().triesPerMinute();
    return take("from " + prefix, most, MINUTE).compose(_ -> take("as " + name, most, MINUTE));
  }

  /** One of a secret that is not tied to a name. */
  Future<Void> ofTicket(String prefix) {
    return take("from " + prefix, settings.accounts().triesPerMinute(), MINUTE);
  }

  /** One of a one-time code: there are few, so that fewer tries are too many. */
  Future<Void> ofCode(String person) {
    return take("code of " + person, CODES, CODES_WINDOW);
  }

  /** A letter to somebody; nobody's box is filled by strangers. */
  Future<Void> ofLetter(String email) {
    return take("letter to " + email, LETTERS, LETTERS_WINDOW);
  }

  private Future<Void> take(String what, int most, Duration window) {
    // Addresses are few, so that a plain digest would tell them.
    var digest = HexFormat.of().formatHex(Secrets.mac(settings.secret(), what));
    var key = settings.key("tries:{" + digest + "}");
    return count
        .count(List.of(key), settings.now(), most, window.toMillis())
        .compose(wait ->
            wait == 0
                ? Future.succeededFuture()
                : Future.failedFuture(
                    new Failure(
                        ProblemCode.TOO_MANY_TRIES,
                        "Wait, or use a link for a new password.",
                        Duration.ofMillis(wait))));
  }
}
