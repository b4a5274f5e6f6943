package vn.taivideonhanh.token;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;

/** The limits of a person, asked for on the bus and held by the scripts on a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TokenLimitsTest {
  private TokenDesk desk;

  @BeforeEach
  void start(Vertx vertx, RedisStore store) {
    desk = new TokenDesk(vertx, store).start();
  }

  @Test
  void of_two_hundred_tokens_asked_for_at_once_a_guest_gets_five() {
    var asked =
        IntStream.range(0, 200).mapToObj(_ -> desk.issue(GUEST, "22", Bind.IP_AGENT)).toList();
    Future.join(asked).otherwiseEmpty().await();
    var outcomes =
        asked.stream()
            .map(future -> future.succeeded() ? "ok" : Failure.of(future.cause()).code().slug())
            .collect(groupingBy(outcome -> outcome, counting()));
    assertThat(outcomes).containsOnly(Map.entry("ok", 5L), Map.entry("too-many-tokens", 195L));
    assertThat(asked)
        .filteredOn(Future::failed)
        .allSatisfy(future ->
            assertThat(Failure.of(future.cause()).retryAfter()).isEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void a_token_has_room_again_when_one_has_ended() {
    desk.issue();
    desk.clock.pass(Duration.ofMinutes(10));
    IntStream.range(0, 4).forEach(_ -> desk.issue());
    var refused = Problems.of(desk.issue(GUEST, "22", Bind.IP));
    assertThat(refused.code()).isEqualTo(ProblemCode.TOO_MANY_TOKENS);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(20));
    desk.clock.pass(Duration.ofMinutes(20));
    assertThat(desk.issue()).isNotEmpty();
  }

  @Test
  void the_twenty_first_token_of_an_hour_waits_until_the_first_is_an_hour_old() {
    for (var i = 0; i < 20; i++) {
      desk.revoke(desk.issue()).await();
      desk.clock.pass(Duration.ofMinutes(1));
    }
    var refused = Problems.of(desk.issue(GUEST, "22", Bind.IP));
    assertThat(refused.code()).isEqualTo(ProblemCode.TOO_MANY_TOKENS_THIS_HOUR);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(40));
    desk.clock.pass(Duration.ofMinutes(40));
    assertThat(desk.issue()).isNotEmpty();
    assertRefused(desk.issue(GUEST, "22", Bind.IP), ProblemCode.TOO_MANY_TOKENS_THIS_HOUR);
  }

  @Test
  void a_fourth_stream_waits_for_one_of_the_three_to_end() {
    var token = desk.issue();
    IntStream.range(0, 3).forEach(i -> desk.open(token, "s" + i).await());
    assertRefused(desk.open(token, "s3"), ProblemCode.TOO_MANY_STREAMS);
    desk.close(token, "s1", 1);
    assertThat(desk.open(token, "s3").await().digest()).hasSize(64);
  }

  @Test
  void the_slot_of_a_dead_node_comes_back_when_its_lease_ends() {
    var token = desk.issue();
    IntStream.range(0, 3).forEach(i -> desk.open(token, "s" + i).await());
    desk.clock.pass(TokenDesk.LEASE.minusMillis(1));
    var refused = Problems.of(desk.open(token, "s3"));
    assertThat(refused.code()).isEqualTo(ProblemCode.TOO_MANY_STREAMS);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(1));
    desk.clock.pass(Duration.ofMillis(1));
    assertThat(desk.open(token, "s3").await().digest()).hasSize(64);
  }

  @Test
  void a_download_counts_once_however_often_it_is_resumed() {
    var token = desk.issue();
    for (var i = 0; i < 4; i++) {
      desk.open(token, "s" + i).await();
      desk.close(token, "s" + i, 100);
    }
    assertThat(desk.usage().day()).isEqualTo(1);
  }

  @Test
  void a_download_of_which_no_byte_left_is_given_back() {
    var token = desk.issue();
    desk.open(token, "s1").await();
    desk.open(token, "s2").await();
    desk.close(token, "s1", 0);
    assertThat(desk.usage().day()).as("another stream may still send").isEqualTo(1);
    desk.close(token, "s2", 0);
    desk.close(token, "s2", 0);
    assertThat(desk.usage().day()).isZero();
  }

  @Test
  void the_day_ends_at_midnight_and_what_began_before_goes_on() {
    desk.tiers.put("free", TestTiers.of(1, 5, 20, 3));
    var begun = desk.issue();
    var other = desk.issue();
    desk.open(begun, "s1").await();
    desk.close(begun, "s1", 5);
    assertRefused(desk.open(other, "s2"), ProblemCode.DAILY_LIMIT);
    var refused = Problems.of(desk.issue(GUEST, "22", Bind.IP));
    assertThat(refused.code()).isEqualTo(ProblemCode.DAILY_LIMIT);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(12));
    assertThat(desk.open(begun, "s3").await().digest()).hasSize(64);
    desk.clock.pass(Duration.ofHours(12));
    assertThat(desk.usage().day()).isZero();
    assertThat(desk.issue()).isNotEmpty();
  }

  @Test
  void limits_that_change_hold_at_once() {
    desk.tiers.put("free", TestTiers.of(10, 1, 20, 1));
    var token = desk.issue();
    assertRefused(desk.issue(GUEST, "22", Bind.IP), ProblemCode.TOO_MANY_TOKENS);
    desk.open(token, "s1").await();
    assertRefused(desk.open(token, "s2"), ProblemCode.TOO_MANY_STREAMS);
  }

  @Test
  void the_owner_has_no_limits() {
    var owner = new Identity("owner", Identity.Kind.OWNER, "owner");
    for (var i = 0; i < 30; i++) {
      var issued = desk.issue(owner, "22", Bind.NONE).await();
      desk.open(issued.token(), "s" + i).await();
      assertThat(issued.usage().tokensLimit()).isNull();
      assertThat(issued.usage().tokens()).isEqualTo(i + 1);
    }
  }
}
