package vn.taivideonhanh.token;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;

/** The upkeep of tokens and of the keys that sign them, on a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TokenUpkeepTest {
  private TokenDesk desk;
  private RedisStore store;
  private TokenUpkeep upkeep;

  @BeforeEach
  void start(Vertx vertx, RedisStore redis) {
    store = redis;
    desk = new TokenDesk(vertx, redis).start();
    upkeep = new TokenUpkeep(redis, "t", TokenDesk.TOKENS, desk.clock);
  }

  @Test
  void every_key_of_a_person_expires_by_itself() {
    var token = desk.issue();
    desk.open(token, "s1").await();
    desk.revoke(desk.issue()).await();
    var keys = keys("t:tk:{*");
    assertThat(keys).hasSize(8);
    assertThat(keys)
        .allSatisfy(
            key -> assertThat(store.send(Command.PTTL, key).await().toLong()).as(key).isPositive());
  }

  @Test
  void removes_what_has_ended_and_keeps_what_has_not() {
    var others =
        IntStream.range(0, 600)
            .mapToObj(i -> new Identity("g-" + i, Identity.Kind.GUEST, "free"))
            .toList();
    Future.all(others.stream().map(who -> desk.issue(who, "22", Bind.NONE)).toList()).await();
    var token = desk.issue();
    desk.open(token, "s1").await();
    assertThat(upkeep.purge().await()).isZero();

    desk.clock.pass(Duration.ofMinutes(31));
    assertThat(upkeep.purge().await()).as("601 live tokens and a slot").isEqualTo(602);
    desk.clock.pass(Duration.ofMinutes(30));
    assertThat(upkeep.purge().await()).as("601 of the hour").isEqualTo(601);
    desk.clock.pass(Duration.ofDays(1));
    assertThat(upkeep.purge().await()).as("yesterday stays").isZero();
    desk.clock.pass(Duration.ofDays(1));
    assertThat(upkeep.purge().await()).as("downloads and bytes").isEqualTo(2);
    assertThat(keys("t:tk:{" + GUEST.id() + "}:*")).as("its record and its index").hasSize(2);
  }

  @Test
  void a_key_is_replaced_after_a_week_and_its_last_tokens_still_hold() {
    desk.clock.pass(Duration.ofDays(7).minusMinutes(10));
    assertThat(upkeep.turnKeys().await()).isZero();
    var old = desk.issue();
    desk.clock.pass(Duration.ofMinutes(10));
    assertThat(upkeep.turnKeys().await()).isEqualTo(1);
    desk.clock.pass(Duration.ofMinutes(6));
    var fresh = desk.issue();
    assertThat(kid(fresh)).isNotEqualTo(kid(old));
    assertThat(desk.check(old).await().who()).isEqualTo(GUEST);
    assertThat(desk.check(fresh).await().who()).isEqualTo(GUEST);
  }

  @Test
  void a_node_learns_of_a_key_that_another_has_just_made(Vertx vertx) {
    var one = new TokenSigner(new KeyRing(vertx, turn(), desk.clock));
    var claims = Claims.issue("g2", new Moment(desk.clock.millis()), Duration.ofMinutes(30));
    assertThat(one.verify(one.sign(claims).await()).await()).isEqualTo(claims);

    assertThat(
            new TurnKeysScript(store, "t", Duration.ZERO).run(desk.clock.millis()).await().anew())
        .isTrue();
    var token = new TokenSigner(new KeyRing(vertx, turn(), desk.clock)).sign(claims).await();
    assertRefused(one.verify(token), ProblemCode.TOKEN_NOT_FOUND);
    desk.clock.pass(Duration.ofSeconds(1));
    assertThat(one.verify(token).await()).isEqualTo(claims);
  }

  @Test
  void a_key_that_is_too_short_is_not_used(Vertx vertx) {
    store.send(Command.HSET, "t:tk:keys", "secret", "c2hvcnQ").await();
    var signer = new TokenSigner(new KeyRing(vertx, turn(), desk.clock));
    var claims = Claims.issue("g2", new Moment(desk.clock.millis()), Duration.ofMinutes(30));
    assertRefused(
        signer.sign(claims).recover(cause -> Future.failedFuture(Failure.of(cause))),
        ProblemCode.INTERNAL);
  }

  @Test
  void two_nodes_that_start_at_once_make_one_key() {
    store.send(Command.DEL, "t:tk:keys").await();
    var made = IntStream.range(0, 20).mapToObj(_ -> turn().run(desk.clock.millis())).toList();
    var kids = made.stream().map(future -> future.await().kid()).distinct().toList();
    assertThat(kids).hasSize(1);
    assertThat(made.stream().filter(future -> future.result().anew())).hasSize(1);
  }

  private TurnKeysScript turn() {
    return new TurnKeysScript(store, "t", TokenSettings.keyAge(TokenDesk.TOKENS));
  }

  private static String kid(String token) {
    var header = token.substring(0, token.indexOf('.'));
    return new JsonObject(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
        .getString("kid");
  }

  private List<String> keys(String pattern) {
    return StreamSupport.stream(store.send(Command.KEYS, pattern).await().spliterator(), false)
        .map(Object::toString)
        .toList();
  }
}
