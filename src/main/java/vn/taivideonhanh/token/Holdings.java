package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.token.TokenMessages.Done;
import vn.taivideonhanh.token.TokenMessages.Drop;
import vn.taivideonhanh.token.TokenMessages.Exported;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Renewal;
import vn.taivideonhanh.token.TokenMessages.Token;
import vn.taivideonhanh.token.TokenMessages.Tokens;

/** What a person has here: shown, taken back, given out and removed. */
final class Holdings {
  /** More than any tier is likely to allow; the owner of a private server has no limit. */
  private static final int SHOWN = 200;

  /** No request that was let in before takes longer. */
  private static final Duration LEFT = Duration.ofMinutes(3);

  private final TokenSettings settings;
  private final Gate gate;
  private final Issuer issuer;

  Holdings(TokenSettings settings, Gate gate, Issuer issuer) {
    this.settings = settings;
    this.gate = gate;
    this.issuer = issuer;
  }

  Future<Tokens> list(TokenMessages.Count ask) {
    var keys = keys(ask.who().id());
    return digests(keys)
        .compose(digests -> {
          var found = digests.stream().map(digest -> token(keys, digest)).toList();
          return Future.all(found).map(_ -> found.stream().map(Future::result).toList());
        })
        .map(found -> new Tokens(found.stream().filter(Objects::nonNull).toList()));
  }

  private Future<List<String>> digests(PersonKeys keys) {
    return settings
        .store()
        .send(
            Command.ZRANGE,
            keys.live(),
            "(" + settings.clock().millis(),
            "+inf",
            "BYSCORE",
            "LIMIT",
            0,
            SHOWN)
        .map(found -> words(found).toList());
  }

  private static Stream<String> words(@Nullable Response found) {
    return found == null ? Stream.of() : found.stream().map(Response::toString);
  }

  private Future<@Nullable Token> token(PersonKeys keys, String digest) {
    return settings
        .store()
        .send(Command.HMGET, keys.token(digest), "body", "expiry", "moved")
        .map(fields -> fields == null ? null : token(digest, fields));
  }

  private @Nullable Token token(String digest, Response fields) {
    if (fields.get(0) == null) {
      return null;
    }
    var plan = Grant.parse(fields.get(0).toString()).plan();
    var head = plan.head();
    return new Token(
        digest,
        head.title(),
        settings.fileName().apply(head),
        plan.lane(),
        head.size(),
        fields.get(2).toString().equals("1"),
        Objects.requireNonNull(fields.get(1).toLong()));
  }

  Future<Done> drop(Drop drop) {
    return gate.drop(keys(drop.personId()), drop.digest());
  }

  /** Who shows the login need not show the token, nor be where it was bound to. */
  Future<Issued> renew(Renewal renew) {
    var keys = keys(renew.personId());
    return settings
        .store()
        .send(Command.HMGET, keys.token(renew.digest()), "prefix", "agent")
        .compose(bound -> {
          if (bound == null || bound.get(0) == null) {
            return Future.failedFuture(Refusal.unknown());
          }
          var prefix = bound.get(0).toString();
          var agent = bound.get(1).toString();
          var old = new Bearer(keys, renew.digest(), prefix, agent, Long.MAX_VALUE);
          return issuer.refresh(old, renew.client());
        });
  }

  Future<Exported> export(TokenMessages.Count ask) {
    return list(ask)
        .compose(list -> issuer.usage(ask.who()).map(usage -> new Exported(list.tokens(), usage)));
  }

  /**
   * Removes everything. What stays for some minutes names nothing: that the person has left, for
   * requests that were let in before, and the digests of what was taken back, for nodes that did
   * not hear of it.
   */
  Future<Done> purge(TokenMessages.Count ask) {
    var keys = keys(ask.who().id());
    var store = settings.store();
    return store
        .send(Command.SET, keys.left(), 1, "PX", LEFT.toMillis())
        .compose(_ -> store.send(Command.ZRANGE, keys.kept(), 0, -1))
        .compose(digests -> Future.all(words(digests).map(it -> remove(keys, it)).toList()))
        .compose(_ ->
            store.send(
                Command.DEL, keys.live(), keys.hour(), keys.days(), keys.slots(), keys.kept()))
        .map(_ -> new Done());
  }

  private Future<?> remove(PersonKeys keys, String digest) {
    return gate.drop(keys, digest)
        .recover(cause ->
            Failure.of(cause).code() == ProblemCode.TOKEN_NOT_FOUND
                ? Future.succeededFuture(new Done())
                : Future.failedFuture(cause))
        .compose(_ -> settings.store().send(Command.DEL, keys.token(digest)));
  }

  private PersonKeys keys(String person) {
    return new PersonKeys(settings.prefix(), person);
  }
}
