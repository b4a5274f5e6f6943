package vn.taivideonhanh.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.abuse.AbuseMessages.AskRefusals;
import vn.taivideonhanh.abuse.AbuseMessages.Refusal;
import vn.taivideonhanh.abuse.AbuseMessages.Refused;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** What was refused, counted on a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class AbuseVerticleTest {
  @Test
  void the_most_frequent_comes_first_and_a_flood_of_names_is_bounded(
      Vertx vertx, RedisStore store) {
    var clock = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
    vertx.deployVerticle(new AbuseVerticle(store, "t", clock)).await();
    tell(vertx, "daily-limit", "ann", 2);
    tell(vertx, "destination-not-allowed", "10.0.0.1", 3);
    for (var i = 0; i < 1500; i++) {
      tell(vertx, "too-many-tokens", "g" + i, 1);
    }
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var all = refusals(vertx);
    while (all.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(50_000_000);
      all = refusals(vertx);
    }
    assertThat(all).hasSize(1000);
    assertThat(all.subList(0, 2))
        .containsExactly(
            new Refusal("2026-11-22", "destination-not-allowed", "10.0.0.1", 3),
            new Refusal("2026-11-22", "daily-limit", "ann", 2));
    var _ = AbuseMessages.FORGET.ask(vertx, new AbuseMessages.Forget("ann")).await();
    assertThat(refusals(vertx)).hasSize(999).noneMatch(one -> one.who().equals("ann"));
  }

  private static void tell(Vertx vertx, String code, String who, int times) {
    for (var i = 0; i < times; i++) {
      AbuseMessages.REFUSED.tellHere(vertx, new Refused(code, who));
    }
  }

  private static List<Refusal> refusals(Vertx vertx) {
    return AbuseMessages.REFUSALS.ask(vertx, new AskRefusals(2000)).await().refusals();
  }
}
