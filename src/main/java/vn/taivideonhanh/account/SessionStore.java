package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.util.Comparator;
import java.util.List;
import vn.taivideonhanh.account.AccountMessages.Session;
import vn.taivideonhanh.account.AccountScript.Answer;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** The sessions of accounts: each is a family of refresh tokens, of which the last one holds. */
final class SessionStore {
  private static final int MOST = 20;
  private static final int LONGEST_AGENT = 200;

  /** In which two windows of one browser may ask at once. */
  private static final long MOMENT = 10_000;

  private final AccountSettings settings;
  private final AccountScript open;
  private final AccountScript turn;
  private final AccountScript look;
  private final AccountScript end;
  private final AccountScript leave;

  SessionStore(AccountSettings settings) {
    this.settings = settings;
    this.open = AccountScript.of(settings, "open_session");
    this.turn = AccountScript.of(settings, "turn_session");
    this.look = AccountScript.of(settings, "look_session");
    this.end = AccountScript.of(settings, "end_sessions");
    this.leave = AccountScript.of(settings, "leave_session");
  }

  /**
   * Opens one for an account that has shown who it is.
   *
   * @param hash of the password that was shown, which must not have changed since
   */
  Future<Ticket> open(String person, String hash, String agent, boolean secondFactor) {
    var keys = settings.keys(person);
    var ticket = Ticket.issue(Ticket.Sort.REFRESH, person, Ticket.newItem());
    return open.run(
            List.of(keys.user(), keys.sessions()),
            settings.now(),
            ticket.item(),
            ticket.digest(),
            agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)),
            secondFactor ? 1 : 0,
            idle(),
            longest(),
            MOST,
            hash)
        .compose(answer ->
            switch (answer.verdict()) {
              case "ok" -> Future.succeededFuture(ticket);
              case "blocked" ->
                  Future.failedFuture(
                      new Failure(ProblemCode.ACCOUNT_BLOCKED, "Ask an admin of the server."));
              default -> Future.failedFuture(Refusals.login());
            });
  }

  /** The next refresh token of a session. */
  Future<Ticket> turn(Ticket shown) {
    var keys = settings.keys(shown.person());
    var next = Ticket.issue(Ticket.Sort.REFRESH, shown.person(), shown.item());
    return turn.run(
            List.of(keys.user(), keys.sessions()),
            settings.now(),
            shown.item(),
            shown.digest(),
            next.digest(),
            MOMENT,
            idle(),
            longest())
        .compose(answer ->
            switch (answer.verdict()) {
              case "ok" -> Future.succeededFuture(next);
              case "moved" ->
                  Future.failedFuture(
                      new Failure(ProblemCode.SESSION_MOVED, "Go on with the cookie of now."));
              default -> Future.failedFuture(Refusals.ended());
            });
  }

  /** How a session and its account are now; fails with {@code CREDENTIAL_ENDED}. */
  Future<Answer> look(AccessTokens.Bearer bearer) {
    var keys = settings.keys(bearer.person());
    return look.run(
            List.of(keys.user(), keys.sessions()),
            settings.now(),
            bearer.session(),
            idle(),
            longest())
        .compose(answer ->
            answer.ok() ? Future.succeededFuture(answer) : Future.failedFuture(Refusals.ended()));
  }

  /** Ends all but that one, which may be empty. */
  Future<Long> endAll(String person, String except) {
    return end.count(List.of(settings.keys(person).sessions()), "", except);
  }

  /** Ends one; fails with {@code NOT_FOUND}. */
  Future<Void> end(String person, String id) {
    return end.count(List.of(settings.keys(person).sessions()), id, "")
        .compose(ended ->
            ended == 1 ? Future.succeededFuture() : Future.failedFuture(Refusals.unknown()));
  }

  /** Ends the session of a refresh token. */
  Future<Void> leave(Ticket shown) {
    return leave
        .count(List.of(settings.keys(shown.person()).sessions()), shown.item(), shown.digest())
        .mapEmpty();
  }

  /** Those that hold, the newest first. */
  Future<List<Session>> all(String person) {
    return settings
        .store()
        .send(Command.HGETALL, settings.keys(person).sessions())
        .map(found ->
            found == null
                ? List.of()
                : found.getKeys().stream()
                    .map(id -> session(id, new JsonObject(found.get(id).toString())))
                    .filter(this::holds)
                    .sorted(Comparator.comparingLong(Session::createdAt).reversed())
                    .toList());
  }

  private boolean holds(Session session) {
    var now = settings.now();
    return now < session.seenAt() + idle() && now < session.createdAt() + longest();
  }

  private static Session session(String id, JsonObject body) {
    return new Session(
        id,
        body.getLong("created", 0L),
        body.getLong("seen", 0L),
        body.getString("agent", ""),
        body.getInteger("second", 0) == 1);
  }

  private long idle() {
    return settings.accounts().sessionIdle().toMillis();
  }

  private long longest() {
    return settings.accounts().sessionMax().toMillis();
  }
}
