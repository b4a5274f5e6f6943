package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import vn.taivideonhanh.oidc.Subject;

/** Which account has a login at the provider; claimed, kept and given back as {@link Names} are. */
final class Links {
  private final AccountSettings settings;
  private final AccountScript claim;
  private final AccountScript keep;
  private final AccountScript free;

  Links(AccountSettings settings) {
    this.settings = settings;
    this.claim = AccountScript.of(settings, "claim_name");
    this.keep = AccountScript.of(settings, "keep_name");
    this.free = AccountScript.of(settings, "free_name");
  }

  /** By what a login is kept: it does not tell who that is. */
  static String digest(Subject subject) {
    return Secrets.digest(subject.issuer() + " " + subject.id());
  }

  /** The account that is linked with it. */
  Future<Optional<String>> find(String link) {
    return settings
        .store()
        .send(Command.GET, key(link))
        .map(id -> Optional.ofNullable(id).map(Response::toString));
  }

  /** Takes it for a while; false when another account has it. */
  Future<Boolean> claim(String link, String id, long hold) {
    return claim.run(List.of(key(link)), id, hold).map(AccountScript.Answer::ok);
  }

  /** Makes a claim last; false when it has lapsed. */
  Future<Boolean> keep(String link, String id) {
    return keep.count(List.of(key(link)), id).map(kept -> kept == 1);
  }

  /** Gives it back; one that is empty is none. */
  Future<Void> free(String link, String id) {
    return link.isEmpty()
        ? Future.succeededFuture()
        : free.count(List.of(key(link)), id).mapEmpty();
  }

  private String key(String link) {
    return settings.key("login:{" + link + "}");
  }
}
