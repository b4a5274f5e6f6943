package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which account has confirmed a mail address; of two that did, the later. */
final class Addresses {
  private final AccountSettings settings;
  private final AccountScript free;

  Addresses(AccountSettings settings) {
    this.settings = settings;
    this.free = AccountScript.of(settings, "free_name");
  }

  /** As addresses are compared. */
  static String plain(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  /** The account that an address leads to. */
  Future<Optional<String>> find(String email) {
    return settings
        .store()
        .send(Command.GET, key(email))
        .map(id -> Optional.ofNullable(id).map(Response::toString));
  }

  /** Leads an address to an account. */
  Future<Void> take(String email, String id) {
    return settings.store().send(Command.SET, key(email), id).mapEmpty();
  }

  /** Takes that away, if it still leads there. */
  Future<Void> free(User user) {
    return user.emailOk()
        ? free.count(List.of(key(user.email())), user.id()).mapEmpty()
        : Future.succeededFuture();
  }

  private String key(String email) {
    return settings.key("mail:{" + Secrets.digest(plain(email)) + "}");
  }
}
