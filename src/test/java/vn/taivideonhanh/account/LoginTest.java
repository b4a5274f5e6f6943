package vn.taivideonhanh.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.account.AccountDesk.HOME;
import static vn.taivideonhanh.account.AccountDesk.PASSWORD;
import static vn.taivideonhanh.account.AccountDesk.problem;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.account.AccountMessages.ChangePassword;
import vn.taivideonhanh.account.AccountMessages.Confirm;
import vn.taivideonhanh.account.AccountMessages.EndSessions;
import vn.taivideonhanh.account.AccountMessages.Login;
import vn.taivideonhanh.account.AccountMessages.Logout;
import vn.taivideonhanh.account.AccountMessages.MakeKey;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.AccountMessages.Prove;
import vn.taivideonhanh.account.AccountMessages.Reset;
import vn.taivideonhanh.account.PeopleMessages.OfferReset;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.identity.Scope;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Sessions, guesses, second factors and keys. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class LoginTest {
  @Test
  void a_wrong_password_and_an_unknown_name_are_answered_alike(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var _ = desk.register("ann", null).await();
    for (var name : new String[] {"ann", "nobody", "not a name at all"}) {
      var refused = desk.login(name, "wrong horse battery", null);
      assertThat(problem(refused)).isEqualTo(ProblemCode.LOGIN_FAILED);
      assertThat(((Failure) refused.cause()).detail())
          .isEqualTo("The name or the password is wrong.");
    }
  }

  @Test
  void the_twenty_first_try_in_a_minute_waits_for_an_account_and_for_a_prefix(
      Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var _ = desk.register("ann", null).await();
    desk.clock.pass(Duration.ofMinutes(2));
    var fromMany =
        IntStream.range(0, 25).mapToObj(i -> tried(vertx, "ann", "192.0.2." + i)).toList();
    Future.join(fromMany).otherwiseEmpty().await();
    assertThat(fromMany.stream().map(f -> problem(f)))
        .filteredOn(ProblemCode.TOO_MANY_TRIES::equals)
        .hasSize(5);
    var refused = desk.login("ann", PASSWORD, null);
    assertThat(problem(refused)).isEqualTo(ProblemCode.TOO_MANY_TRIES);
    assertThat(((Failure) refused.cause()).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    var ofMany =
        IntStream.range(0, 25).mapToObj(i -> tried(vertx, "bob" + i, "198.51.100.1")).toList();
    Future.join(ofMany).otherwiseEmpty().await();
    assertThat(ofMany.stream().map(f -> problem(f)))
        .filteredOn(ProblemCode.TOO_MANY_TRIES::equals)
        .hasSize(5);
    desk.clock.pass(Duration.ofMinutes(1));
    var _ = desk.login("ann", PASSWORD, null).await();
  }

  private static Future<?> tried(Vertx vertx, String name, String prefix) {
    var from = new AccountMessages.From(prefix, "Firefox");
    return AccountMessages.LOGIN.ask(vertx, new Login(name, "wrong horse battery", null, from));
  }

  @Test
  void an_old_refresh_token_ends_the_session(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var first = desk.register("ann", null).await();
    var second = desk.refresh(first.refreshToken()).await();
    assertThat(problem(desk.refresh(first.refreshToken()))).isEqualTo(ProblemCode.SESSION_MOVED);
    var third = desk.refresh(second.refreshToken()).await();
    var _ = desk.show(third).await();
    desk.clock.pass(Duration.ofSeconds(10));
    assertThat(problem(desk.refresh(second.refreshToken())))
        .isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    assertThat(problem(desk.refresh(third.refreshToken()))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    assertThat(problem(desk.show(third))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
  }

  @Test
  void sessions_end_by_themselves_by_hand_and_with_the_password(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var id = desk.register("ann", null).await().profile().personId();
    var one = desk.login("ann", PASSWORD, null).await();
    var other = desk.login("ann", PASSWORD, null).await();
    assertThat(sessions(vertx, id)).hasSize(3);
    var kept = desk.show(one).await().sessionId();
    var _ = AccountMessages.LOGOUT.ask(vertx, new Logout(other.refreshToken())).await();
    assertThat(problem(desk.show(other))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    var change = new ChangePassword(id, kept, PASSWORD, "another horse battery");
    var _ = AccountMessages.CHANGE_PASSWORD.ask(vertx, change).await();
    assertThat(sessions(vertx, id)).hasSize(1);
    assertThat(problem(desk.login("ann", PASSWORD, null))).isEqualTo(ProblemCode.LOGIN_FAILED);
    var last = desk.login("ann", "another horse battery", null).await();
    var _ = AccountMessages.END_SESSIONS.ask(vertx, new EndSessions(id, kept, null)).await();
    assertThat(problem(desk.show(one))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    desk.clock.pass(Duration.ofMinutes(15));
    assertThat(problem(desk.show(last))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    var renewed = desk.refresh(last.refreshToken()).await();
    desk.clock.pass(Duration.ofDays(14));
    assertThat(problem(desk.refresh(renewed.refreshToken())))
        .isEqualTo(ProblemCode.CREDENTIAL_ENDED);
  }

  private static List<AccountMessages.Session> sessions(Vertx vertx, String id) {
    return AccountMessages.SESSIONS.ask(vertx, new Of(id)).await().sessions();
  }

  @Test
  void no_more_than_twenty_sessions(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, Map.of("TVN_ACCOUNTS_REGISTRATION", "open"));
    var first = desk.register("ann", null).await();
    for (var i = 0; i < 20; i++) {
      desk.clock.pass(Duration.ofSeconds(20));
      var _ = desk.login("ann", PASSWORD, null).await();
    }
    assertThat(sessions(vertx, first.profile().personId())).hasSize(20);
    assertThat(problem(desk.show(first))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
  }

  @Test
  void a_link_sets_a_new_password_once(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var made = desk.register("ann", null).await();
    var offer = new OfferReset("u_admin", made.profile().personId());
    var old = PeopleMessages.OFFER_RESET.ask(vertx, offer).await().link();
    var link = PeopleMessages.OFFER_RESET.ask(vertx, offer).await().link();
    assertThat(problem(reset(vertx, old))).isEqualTo(ProblemCode.LINK_NOT_VALID);
    reset(vertx, link).await();
    assertThat(problem(reset(vertx, link))).isEqualTo(ProblemCode.LINK_NOT_VALID);
    assertThat(problem(desk.show(made))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    var _ = desk.login("ann", "another horse battery", null).await();
    var late = PeopleMessages.OFFER_RESET.ask(vertx, offer).await().link();
    desk.clock.pass(Duration.ofHours(24));
    assertThat(problem(reset(vertx, late))).isEqualTo(ProblemCode.LINK_NOT_VALID);
  }

  private static Future<?> reset(Vertx vertx, String link) {
    return AccountMessages.RESET.ask(vertx, new Reset(link, "another horse battery", HOME));
  }

  /** RFC 6238 appendix B, with six digits. */
  @Test
  void one_time_codes_are_those_of_the_standard() {
    var secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    assertThat(OneTimeCodes.code(secret, 59 / 30)).isEqualTo("287082");
    assertThat(OneTimeCodes.code(secret, 1111111109L / 30)).isEqualTo("081804");
    assertThat(OneTimeCodes.code(secret, 20000000000L / 30)).isEqualTo("353130");
  }

  @Test
  void an_admin_with_a_second_factor_acts_only_after_it(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var before = desk.register("ann", desk.firstCode()).await();
    var other = desk.login("ann", PASSWORD, null).await();
    var id = before.profile().personId();
    var session = desk.show(before).await().sessionId();
    var enrolment = AccountMessages.ENROL.ask(vertx, new Of(id)).await();
    assertThat(enrolment.uri()).startsWith("otpauth://totp/").contains(enrolment.secret());
    assertThat(problem(AccountMessages.CONFIRM.ask(vertx, new Confirm(id, session, "000000"))))
        .isEqualTo(ProblemCode.LOGIN_FAILED);
    var code = code(desk, enrolment.secret());
    var codes = AccountMessages.CONFIRM.ask(vertx, new Confirm(id, session, code)).await().codes();
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(desk.show(before).await().who().role()).isEqualTo(Role.ADMIN);
    assertThat(desk.show(other).await().who().role()).isEqualTo(Role.USER);
    assertThat(problem(desk.login("ann", PASSWORD, null)))
        .isEqualTo(ProblemCode.SECOND_FACTOR_NEEDED);
    assertThat(problem(desk.login("ann", PASSWORD, code)))
        .as("a code holds once")
        .isEqualTo(ProblemCode.LOGIN_FAILED);
    desk.clock.pass(Duration.ofSeconds(30));
    var after = desk.login("ann", PASSWORD, code(desk, enrolment.secret())).await();
    assertThat(desk.show(after).await().who().role()).isEqualTo(Role.ADMIN);
    var _ = desk.login("ann", PASSWORD, codes.getFirst().toUpperCase(Locale.ROOT)).await();
    assertThat(problem(desk.login("ann", PASSWORD, codes.getFirst())))
        .isEqualTo(ProblemCode.LOGIN_FAILED);
    var _ = AccountMessages.DISARM.ask(vertx, new Prove(id, PASSWORD, codes.get(1))).await();
    var _ = desk.login("ann", PASSWORD, null).await();
  }

  private static String code(AccountDesk desk, String secret) {
    return OneTimeCodes.code(secret, desk.clock.millis() / 30_000);
  }

  @Test
  void where_it_is_required_an_admin_without_a_second_factor_is_a_user(
      Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, Map.of("TVN_ACCOUNTS_SECOND_FACTOR", "required"));
    var first = desk.register("ann", desk.firstCode()).await();
    assertThat(desk.show(first).await().who().role()).isEqualTo(Role.USER);
  }

  @Test
  void a_key_does_what_it_is_for_until_it_ends(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var who = desk.show(desk.register("ann", null).await()).await().who();
    var ends = desk.clock.millis() + 3_600_000;
    var made =
        AccountMessages.MAKE_KEY
            .ask(vertx, new MakeKey(who, "curl", Set.of(Scope.ANALYZE), ends))
            .await();
    assertThat(made.secret()).matches("tvn_[a-z2-7]{64}");
    var known = desk.showKey(made.secret()).await();
    assertThat(known.who().id()).isEqualTo(who.id());
    assertThat(known.who().scopes()).containsExactly(Scope.ANALYZE);
    assertThat(known.sessionId()).isNull();
    var used = keys(vertx, who.id()).getFirst().usedAt();
    assertThat(used).isEqualTo(desk.clock.millis());
    desk.clock.pass(Duration.ofSeconds(59));
    var _ = desk.showKey(made.secret()).await();
    assertThat(keys(vertx, who.id()).getFirst().usedAt()).as("noted once a minute").isEqualTo(used);
    var last = made.secret().charAt(67) == 'a' ? 'b' : 'a';
    assertThat(problem(desk.showKey(made.secret().substring(0, 67) + last)))
        .isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    assertThat(store.send(Command.HGETALL, "t:ac:{" + who.id() + "}:keys").await().toString())
        .doesNotContain(made.secret());
    desk.clock.pass(Duration.ofHours(1));
    assertThat(problem(desk.showKey(made.secret()))).isEqualTo(ProblemCode.CREDENTIAL_ENDED);
    var admin = new MakeKey(who, "top", Set.of(Scope.ADMIN_READ), null);
    assertThat(problem(AccountMessages.MAKE_KEY.ask(vertx, admin)))
        .isEqualTo(ProblemCode.ADMIN_ONLY);
  }

  private static List<AccountMessages.ApiKey> keys(Vertx vertx, String id) {
    return AccountMessages.KEYS.ask(vertx, new Of(id)).await().keys();
  }
}
