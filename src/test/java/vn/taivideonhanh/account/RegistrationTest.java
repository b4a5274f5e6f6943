package vn.taivideonhanh.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.account.AccountDesk.problem;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.account.AccountMessages.Register;
import vn.taivideonhanh.account.AccountMessages.SignedIn;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.account.PeopleMessages.Invite;
import vn.taivideonhanh.account.PeopleMessages.Remove;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.identity.Scope;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Who gets an account, and that a name never has two. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class RegistrationTest {
  @Test
  void who_registers_is_logged_in_and_can_log_in_again(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var made = desk.register("Ann", null).await();
    assertThat(made.profile().name()).isEqualTo("ann");
    assertThat(made.profile().role()).isEqualTo(Role.USER);
    var who = desk.show(made).await().who();
    assertThat(who.id()).isEqualTo(made.profile().personId()).matches("u_[a-z2-7]{20}");
    assertThat(who.kind()).isEqualTo(Identity.Kind.MEMBER);
    assertThat(who.tier()).isEqualTo("free");
    assertThat(who.scopes()).containsExactlyInAnyOrder(Scope.values());
    var again = desk.login("ANN", AccountDesk.PASSWORD, null).await();
    assertThat(again.profile().personId()).isEqualTo(who.id());
    assertThat(problem(desk.register("ann", null))).isEqualTo(ProblemCode.NAME_TAKEN);
  }

  @Test
  void of_many_who_want_a_name_at_once_one_gets_it(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var all = IntStream.range(0, 12).mapToObj(_ -> desk.register("ann", null)).toList();
    Future.join(all).otherwiseEmpty().await();
    assertThat(all.stream().filter(Future::succeeded)).hasSize(1);
    assertThat(all.stream().filter(Future::failed).map(f -> problem(f)))
        .containsOnly(ProblemCode.NAME_TAKEN);
  }

  @Test
  void of_many_who_register_at_once_as_many_as_may_be_do(Vertx vertx, RedisStore store) {
    var desk =
        new AccountDesk(
            vertx, store, Map.of("TVN_ACCOUNTS_REGISTRATION", "open", "TVN_ACCOUNTS_MOST", "3"));
    var all = IntStream.range(0, 8).mapToObj(i -> desk.register("ann" + i, null)).toList();
    Future.join(all).otherwiseEmpty().await();
    assertThat(all.stream().filter(Future::succeeded)).hasSize(3);
    assertThat(all.stream().filter(Future::failed).map(f -> problem(f)))
        .hasSize(5)
        .containsOnly(ProblemCode.TOO_MANY_ACCOUNTS);
    var root = desk.register("root", desk.firstCode()).await();
    assertThat(root.profile().role()).isEqualTo(Role.ADMIN);
    assertThat(problem(desk.register("bob", null))).isEqualTo(ProblemCode.TOO_MANY_ACCOUNTS);
    var some = all.stream().filter(Future::succeeded).limit(2).map(Future::result).toList();
    for (var each : some) {
      var gone = new Remove(root.profile().personId(), each.profile().personId());
      var _ = PeopleMessages.REMOVE.ask(vertx, gone).await();
    }
    var _ = desk.register("bob", null).await();
  }

  /** The server ended after it had kept the name, and the account lapsed. */
  @Test
  void a_name_whose_account_lapsed_is_free(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var names = new Names(desk.settings);
    var lost = Ticket.newPerson();
    assertThat(names.claim("ann", lost, 60_000).await()).isEmpty();
    assertThat(problem(desk.register("ann", null))).isEqualTo(ProblemCode.NAME_TAKEN);
    names.keep("ann", lost, 100).await();
    var made = desk.register("ann", null).await();
    assertThat(names.find("ann").await()).contains(made.profile().personId());
    assertThat(names.page("", "", 10).await()).hasSize(1);
  }

  /** The server ended before the first session: what is left goes by itself. */
  @Test
  void what_a_registration_leaves_behind_lapses(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var id = Ticket.newPerson();
    var users = new Users(desk.settings);
    assertThat(new Names(desk.settings).claim("ann", id, 60_000).await()).isEmpty();
    var user = new Users.NewUser(id, "ann", "", "", Role.USER, "free");
    assertThat(users.create(user, 60_000).await()).isTrue();
    for (var key : List.of("t:ac:{" + id + "}:user", name("ann"))) {
      assertThat(ttl(store, key)).isBetween(1L, 60_000L);
    }
    var made = desk.register("bob", null).await();
    assertThat(ttl(store, "t:ac:{" + made.profile().personId() + "}:user")).isEqualTo(-1);
    assertThat(ttl(store, name("bob"))).isEqualTo(-1);
  }

  private static String name(String plain) {
    return "t:ac:name:{" + Secrets.digest(plain) + "}";
  }

  private static long ttl(RedisStore store, String key) {
    return Long.parseLong(String.valueOf(store.send(Command.PTTL, key).await()));
  }

  @Test
  void the_code_of_the_first_start_makes_one_admin(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "closed");
    assertThat(problem(desk.register("ann", null))).isEqualTo(ProblemCode.REGISTRATION_CLOSED);
    assertThat(problem(desk.register("ann", "a".repeat(20))))
        .isEqualTo(ProblemCode.INVITE_NOT_VALID);
    var all =
        IntStream.range(0, 8).mapToObj(i -> desk.register("ann" + i, desk.firstCode())).toList();
    Future.join(all).otherwiseEmpty().await();
    assertThat(all.stream().filter(Future::succeeded)).hasSize(1);
    SignedIn first = all.stream().filter(Future::succeeded).findFirst().orElseThrow().result();
    assertThat(desk.show(first).await().who().role()).isEqualTo(Role.ADMIN);
    assertThat(problem(desk.register("bob", desk.firstCode())))
        .isEqualTo(ProblemCode.INVITE_NOT_VALID);
  }

  @Test
  void an_invitation_lets_one_person_in(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "invite");
    assertThat(problem(desk.register("ann", null))).isEqualTo(ProblemCode.REGISTRATION_CLOSED);
    var until = desk.clock.millis() + 60_000;
    var ticket =
        PeopleMessages.INVITE.ask(vertx, new Invite("u_admin", "pro", until)).await().ticket();
    var all = List.of(desk.register("ann", ticket), desk.register("bob", ticket));
    Future.join(all).otherwiseEmpty().await();
    assertThat(all.stream().filter(Future::succeeded).map(f -> f.result().profile().tier()))
        .containsExactly("pro");
    assertThat(problem(desk.register("cid", ticket))).isEqualTo(ProblemCode.INVITE_NOT_VALID);
    var late =
        PeopleMessages.INVITE.ask(vertx, new Invite("u_admin", "pro", until)).await().ticket();
    desk.clock.pass(Duration.ofMinutes(1));
    assertThat(problem(desk.register("dan", late))).isEqualTo(ProblemCode.INVITE_NOT_VALID);
  }

  @ParameterizedTest
  @CsvSource({
    "ann, short, WEAK_PASSWORD",
    "ann, aaaaaaaaaaaaaaaa, WEAK_PASSWORD",
    "ann, 1234567890, WEAK_PASSWORD",
    "ann, password123, WEAK_PASSWORD",
    "ann, MatKhau12345, WEAK_PASSWORD",
    "nguyen, xnguyenx2026, WEAK_PASSWORD",
    "an, correct horse battery, INVALID_REQUEST",
    "an n, correct horse battery, INVALID_REQUEST",
    "аnn, correct horse battery, INVALID_REQUEST",
  })
  void what_is_weak_or_no_name_is_refused(
      String name, String password, ProblemCode code, Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var wanted = new Register(name, password, null, null, Language.EN, AccountDesk.HOME);
    assertThat(problem(AccountMessages.REGISTER.ask(vertx, wanted))).isEqualTo(code);
    assertThat(desk.settings.store().send(Command.DBSIZE).await().toLong()).isLessThanOrEqualTo(1);
  }
}
