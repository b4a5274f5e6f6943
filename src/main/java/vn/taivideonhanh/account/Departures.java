package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.LeavingMessages.Departed;
import vn.taivideonhanh.account.LeavingMessages.Settle;

/**
 * Who has left while other parts of the server may keep something still: noted before an account is
 * removed, so that a node that dies in between forgets nobody.
 */
final class Departures {
  private static final int AT_ONCE = 100;

  private final AccountSettings settings;
  private final Users users;

  Departures(AccountSettings settings, Users users) {
    this.settings = settings;
    this.users = users;
  }

  /** Removes an account; false when it was not there. */
  Future<Boolean> remove(String person) {
    return settings
        .store()
        .send(Command.ZADD, key(), settings.now(), person)
        .compose(_ -> users.remove(person));
  }

  /** Somebody whose removal failed is still there, and has not left. */
  Future<Departed> all() {
    return settings
        .store()
        .send(Command.ZRANGE, key(), 0, AT_ONCE - 1)
        .compose(found ->
            Future.all(
                found == null
                    ? List.of()
                    : found.stream().map(id -> unlessThere(id.toString())).toList()))
        .map(each ->
            new Departed(each.<List<String>>list().stream().flatMap(List::stream).toList()));
  }

  private Future<List<String>> unlessThere(String person) {
    return users
        .read(person)
        .compose(user ->
            user.isEmpty()
                ? Future.succeededFuture(List.of(person))
                : settle(new Settle(person)).map(_ -> List.of()));
  }

  Future<Done> settle(Settle settled) {
    return settings.store().send(Command.ZREM, key(), settled.personId()).map(_ -> new Done());
  }

  private String key() {
    return settings.key("departed");
  }
}
