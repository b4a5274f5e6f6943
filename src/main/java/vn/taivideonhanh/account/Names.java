package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.Reply;

/**
 * Which account has a name, and the list of all of them. A name is a key of its own, on whichever
 * part of a Redis cluster that is, so that an account is made in steps (see {@link Registration}).
 */
final class Names {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{1,30}[a-z0-9]");

  /** Comes after every character of a name in the order of bytes. */
  private static final String END = "~";

  private final AccountSettings settings;
  private final AccountScript claim;
  private final AccountScript keep;
  private final AccountScript free;
  private final AccountScript list;

  Names(AccountSettings settings) {
    this.settings = settings;
    this.claim = AccountScript.of(settings, "claim_name");
    this.keep = AccountScript.of(settings, "keep_name");
    this.free = AccountScript.of(settings, "free_name");
    this.list = AccountScript.of(settings, "list_name");
  }

  /** As names are compared; null for what can be none: letters that look alike are not taken. */
  static @Nullable String plain(String name) {
    var plain = name.strip().toLowerCase(Locale.ROOT);
    return FORM.matcher(plain).matches() ? plain : null;
  }

  /** The account of that name. */
  Future<Optional<String>> find(String plain) {
    return settings
        .store()
        .send(Command.GET, key(plain))
        .map(id -> Optional.ofNullable(id).map(Response::toString));
  }

  /** Takes a name for a while; completes with who has it, when somebody else does. */
  Future<Optional<Holder>> claim(String plain, String id, long hold) {
    return take(key(plain), id, hold);
  }

  /**
   * Makes the claim last, and lists the account. Fails with {@code NAME_TAKEN} when it lapsed, and
   * {@code TOO_MANY_ACCOUNTS}.
   *
   * @param most accounts that there may be
   */
  Future<Void> keep(String plain, String id, long most) {
    return keep.count(List.of(key(plain)), id)
        .compose(kept ->
            kept == 1
                ? list.count(List.of(names()), plain + ":" + id, most)
                : Future.failedFuture(taken()))
        .compose(listed -> listed == 1 ? Future.succeededFuture() : Future.failedFuture(noRoom()));
  }

  /** Lists the account, in case that the server ended before it did. */
  Future<Void> list(String plain, String id) {
    return settings.store().send(Command.ZADD, names(), 0, plain + ":" + id).mapEmpty();
  }

  /** Gives a name back. */
  Future<Void> free(String plain, String id) {
    return free.count(List.of(key(plain)), id)
        .compose(_ -> settings.store().send(Command.ZREM, names(), plain + ":" + id))
        .mapEmpty();
  }

  /** Gives the name of an account back that is gone, and forgets who was the first admin. */
  Future<Void> forget(String plain, String id) {
    return free(plain, id)
        .compose(_ -> settings.store().send(Command.GET, first()))
        .compose(holder ->
            holder != null && holder.toString().equals(id)
                ? settings.store().send(Command.SET, first(), "gone")
                : Future.succeededFuture())
        .mapEmpty();
  }

  /** Takes the right to be the first admin; completes with who has it, when somebody does. */
  Future<Optional<Holder>> claimFirst(String id, long hold) {
    return take(first(), id, hold);
  }

  Future<Boolean> keepFirst(String id) {
    return keep.count(List.of(first()), id).map(kept -> kept == 1);
  }

  /** Whether there was a first admin. */
  Future<Boolean> hasFirst() {
    return settings.store().send(Command.PTTL, first()).map(ttl -> Reply.number(ttl) == -1);
  }

  /** Accounts in the order of their names, after that one, whose names start so: name and id. */
  Future<List<Listed>> page(String start, String after, int most) {
    var from =
        after.compareTo(start) >= 0 && !after.isEmpty() ? "(" + after + ":" + END : "[" + start;
    return settings
        .store()
        .send(Command.ZRANGE, names(), from, "[" + start + END, "BYLEX", "LIMIT", 0, most)
        .map(found -> found == null ? List.of() : found.stream().map(Listed::of).toList());
  }

  private Future<Optional<Holder>> take(String key, String id, long hold) {
    return claim
        .run(List.of(key), id, hold)
        .map(answer ->
            answer.ok()
                ? Optional.empty()
                : Optional.of(new Holder(answer.text(1), answer.number(2) == -1)));
  }

  private static Failure noRoom() {
    return new Failure(ProblemCode.TOO_MANY_ACCOUNTS, "Ask an admin of the server.");
  }

  static Failure taken() {
    return new Failure(ProblemCode.NAME_TAKEN, "Take another one.").inField("name");
  }

  private String key(String plain) {
    return settings.key("name:{" + Secrets.digest(plain) + "}");
  }

  private String first() {
    return settings.key("first");
  }

  private String names() {
    return settings.key("names");
  }

  /** Who has a name; for good, or while the account is being made. */
  record Holder(String id, boolean forGood) {}

  /** An account in the list. */
  record Listed(String name, String id) {
    static Listed of(Response response) {
      var text = response.toString();
      var colon = text.indexOf(':');
      return new Listed(text.substring(0, colon), text.substring(colon + 1));
    }
  }
}
