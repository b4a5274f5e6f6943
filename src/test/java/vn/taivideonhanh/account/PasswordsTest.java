package vn.taivideonhanh.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.account.AccountDesk.PASSWORD;
import static vn.taivideonhanh.account.AccountDesk.problem;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** What passwords cost, and how many are computed. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class PasswordsTest {
  /** The same work is what makes the same time, on every machine. */
  @Test
  void an_unknown_name_costs_one_computation_of_the_same_cost(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var passwords = new Passwords(vertx, desk.settings.accounts());
    var stored = passwords.hash(PASSWORD).await();
    assertThat(stored).startsWith("$argon2id$v=19$m=7168,t=1,p=1$");
    var before = passwords.computed();
    assertThat(passwords.verify(PASSWORD, stored).await()).isTrue();
    assertThat(passwords.verify("wrong", stored).await()).isFalse();
    assertThat(passwords.computed()).isEqualTo(before + 2);
    assertThat(passwords.verify(PASSWORD, "").await()).isFalse();
    assertThat(passwords.computed()).isEqualTo(before + 3);
    var proofs = new Proofs(desk.settings, passwords, new Tries(desk.settings));
    assertThat(problem(proofs.password(null, PASSWORD))).isEqualTo(ProblemCode.LOGIN_FAILED);
    assertThat(passwords.computed()).isEqualTo(before + 4);
    passwords.close();
  }

  @Test
  void a_password_of_another_cost_is_stored_anew_at_the_next_login(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var ann = desk.register("ann", null).await();
    var key = desk.settings.keys(ann.profile().personId()).user();
    var costly =
        ConfigLoader.load(null, Map.of("TVN_ACCOUNTS_PASSWORD_MEMORY_KI_B", "8192")).accounts();
    var passwords = new Passwords(vertx, costly);
    var old = passwords.hash(PASSWORD).await();
    var _ = store.send(Command.HSET, key, "hash", old).await();
    assertThat(problem(desk.login("ann", "wrong horse battery", null)))
        .isEqualTo(ProblemCode.LOGIN_FAILED);
    assertThat(store.send(Command.HGET, key, "hash").await()).hasToString(old);
    var _ = desk.login("ann", PASSWORD, null).await();
    var fresh = String.valueOf(store.send(Command.HGET, key, "hash").await());
    assertThat(fresh).startsWith("$argon2id$v=19$m=7168,t=1,p=1$");
    assertThat(desk.show(ann).await().who().id()).isEqualTo(ann.profile().personId());
    var _ = desk.login("ann", PASSWORD, null).await();
    assertThat(store.send(Command.HGET, key, "hash").await()).hasToString(fresh);
    passwords.close();
  }

  @Test
  void more_computations_than_may_wait_are_refused(Vertx vertx, RedisStore store) {
    var desk =
        new AccountDesk(
            vertx,
            store,
            Map.of("TVN_ACCOUNTS_PASSWORDS_AT_ONCE", "1", "TVN_ACCOUNTS_PASSWORDS_WAITING", "2"));
    var passwords = new Passwords(vertx, desk.settings.accounts());
    var all = IntStream.range(0, 20).mapToObj(_ -> passwords.hash(PASSWORD)).toList();
    Future.join(all).otherwiseEmpty().await();
    assertThat(all.stream().filter(Future::failed).map(f -> problem(f)))
        .isNotEmpty()
        .containsOnly(ProblemCode.UNAVAILABLE);
    assertThat(all.stream().filter(Future::succeeded).count()).isGreaterThanOrEqualTo(3);
    passwords.close();
  }
}
