package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.ApiKey;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.DropKey;
import vn.taivideonhanh.account.AccountMessages.MadeKey;
import vn.taivideonhanh.account.AccountMessages.MakeKey;
import vn.taivideonhanh.account.AccountScript.Answer;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.identity.Scope;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.Reply;

/** The API keys of accounts. */
final class KeyStore {
  private static final int MOST = 50;
  private static final long NOTED_EVERY = Duration.ofMinutes(1).toMillis();

  private final AccountSettings settings;
  private final AccountScript make;
  private final AccountScript look;

  KeyStore(AccountSettings settings) {
    this.settings = settings;
    this.make = AccountScript.of(settings, "make_key");
    this.look = AccountScript.of(settings, "look_key");
  }

  Future<MadeKey> make(MakeKey wanted) {
    if (wanted.scopes().contains(Scope.ADMIN_READ) && wanted.who().role() != Role.ADMIN) {
      return Future.failedFuture(
          new Failure(ProblemCode.ADMIN_ONLY, "Leave admin:read out.").inField("scopes"));
    }
    var now = settings.now();
    var ends = wanted.expiresAt();
    if (ends != null && ends <= now) {
      return Future.failedFuture(
          new Failure(ProblemCode.INVALID_REQUEST, "It must be later than now.")
              .inField("expiresAt"));
    }
    var ticket = Ticket.issue(Ticket.Sort.KEY, wanted.who().id(), Ticket.newItem());
    var key = new ApiKey(ticket.item(), wanted.name(), wanted.scopes(), now, ends, null);
    var keys = settings.keys(ticket.person());
    return make.count(
            List.of(keys.user(), keys.keys()), now, key.id(), body(key, ticket.digest()), MOST)
        .compose(made ->
            switch (made.intValue()) {
              case 1 -> Future.succeededFuture(new MadeKey(key, ticket.text()));
              case 0 -> Future.failedFuture(Refusals.unknown());
              default ->
                  Future.failedFuture(
                      new Failure(ProblemCode.TOO_MANY_KEYS, "End one that is not used."));
            });
  }

  /** How the account of a key is now, and what the key is for. */
  Future<Answer> look(Ticket shown) {
    var keys = settings.keys(shown.person());
    return look.run(
            List.of(keys.user(), keys.keys()),
            settings.now(),
            shown.item(),
            shown.digest(),
            NOTED_EVERY)
        .compose(answer ->
            answer.ok() ? Future.succeededFuture(answer) : Future.failedFuture(Refusals.ended()));
  }

  Future<Done> drop(DropKey key) {
    return settings
        .store()
        .send(Command.HDEL, settings.keys(key.personId()).keys(), key.keyId())
        .compose(gone ->
            Reply.number(gone) == 1
                ? Future.succeededFuture(new Done())
                : Future.failedFuture(Refusals.unknown()));
  }

  /** The newest first. */
  Future<List<ApiKey>> all(String person) {
    return settings
        .store()
        .send(Command.HGETALL, settings.keys(person).keys())
        .map(found ->
            found == null
                ? List.of()
                : found.getKeys().stream()
                    .map(id -> key(id, new JsonObject(found.get(id).toString())))
                    .sorted(Comparator.comparingLong(ApiKey::createdAt).reversed())
                    .toList());
  }

  private static String body(ApiKey key, String digest) {
    var scopes = key.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    return new JsonObject()
        .put("name", key.name())
        .put("scopes", scopes)
        .put("created", key.createdAt())
        .put("ends", key.expiresAt() == null ? 0 : key.expiresAt())
        .put("used", 0)
        .put("digest", digest)
        .encode();
  }

  private static ApiKey key(String id, JsonObject body) {
    return new ApiKey(
        id,
        body.getString("name", ""),
        scopes(body.getString("scopes", "")),
        body.getLong("created", 0L),
        some(body.getLong("ends", 0L)),
        some(body.getLong("used", 0L)));
  }

  static Set<Scope> scopes(String text) {
    return Stream.of(text.split(" "))
        .map(Scope::of)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Long some(long millis) {
    return millis == 0 ? null : millis;
  }
}
