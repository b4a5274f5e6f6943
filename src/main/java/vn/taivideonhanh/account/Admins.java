package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Who counts as an admin, so that one is always left. Accounts are on different parts of a Redis
 * cluster, so it is kept apart from them, in one place: who ends being an admin ends counting
 * before the account changes, and who becomes one counts after it. Should the server end in
 * between, an admin does not count, and others cannot go as if there were none.
 */
final class Admins {
  /** How a change that was begun is named by the scripts; empty for none. */
  static final String NO_TURN = "";

  private final AccountSettings settings;
  private final AccountScript turn;
  private final AccountScript settle;

  Admins(AccountSettings settings) {
    this.settings = settings;
    this.turn = AccountScript.of(settings, "turn_admin");
    this.settle = AccountScript.of(settings, "settle_admin");
  }

  /** An admin has logged in: counts from now on, unless that is known already. */
  Future<Void> seen(String id) {
    return settings.store().send(Command.HSETNX, key(), id, "yes").mapEmpty();
  }

  /**
   * Begins a change. Fails with {@code LAST_ADMIN}.
   *
   * @param leaves whether somebody else must be left
   */
  Future<String> turn(String id, boolean leaves) {
    return turn.count(List.of(key()), id, leaves ? 1 : 0)
        .compose(number ->
            number == 0
                ? Future.failedFuture(
                    new Failure(ProblemCode.LAST_ADMIN, "Make somebody else an admin before."))
                : Future.succeededFuture(Long.toString(number)));
  }

  /**
   * Ends it.
   *
   * @param counts {@code yes} or {@code no}
   */
  Future<Void> settle(String id, String turn, String counts) {
    return settle.count(List.of(key()), id, turn, counts).mapEmpty();
  }

  private String key() {
    return settings.key("admins");
  }
}
