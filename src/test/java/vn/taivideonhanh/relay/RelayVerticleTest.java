package vn.taivideonhanh.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.HOME;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Stop;
import vn.taivideonhanh.token.TestTiers;
import vn.taivideonhanh.token.TokenDesk;

/** The relay with a real token verticle on a real Redis; only the analysis is a stand-in. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class RelayVerticleTest {
  private Vertx vertx;
  private RelayDesk relay;

  @BeforeEach
  void start(Vertx given, RedisStore store) {
    vertx = given;
    relay = new RelayDesk(vertx, store);
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void opens_a_stream_for_a_token() {
    var token = relay.desk.issue();
    var opened = relay.open(token).await();
    assertThat(opened.streamId()).matches("[0-9a-f]{32}");
    assertThat(opened.plan().head().title()).isEqualTo("A title");
    assertThat(relay.desk.usage().day()).isEqualTo(1);
    assertThat(relay.live("direct")).isEqualTo(1);
    assertRefused(relay.open("no token"), ProblemCode.TOKEN_NOT_FOUND);
  }

  @Test
  void a_head_request_takes_nothing() {
    var token = relay.desk.issue();
    var head = RelayMessages.HEAD.ask(vertx, new RelayMessages.Head(token, HOME)).await();
    assertThat(head.streamId()).isEmpty();
    assertThat(head.plan().head().title()).isEqualTo("A title");
    assertThat(relay.desk.usage().day()).isZero();
    assertThat(relay.live("direct")).isZero();
  }

  @Test
  void tells_those_who_watch_at_most_twice_a_second() throws InterruptedException {
    var stream = relay.open(relay.desk.issue()).await();
    for (var sent = 1; sent <= 10; sent++) {
      relay.report(stream, sent * 10L);
      relay.desk.clock.pass(Duration.ofMillis(100));
    }
    relay.close(stream, 100, Outcome.COMPLETE);
    assertThat(List.of(relay.position(), relay.position(), relay.position()))
        .containsExactly(10L, 60L, 100L);
    assertThat(relay.progress).isEmpty();
  }

  @Test
  void a_closed_stream_gives_its_slot_back_and_leaves_a_book() throws InterruptedException {
    relay.desk.tiers.put("free", TestTiers.of(10, 5, 20, 1));
    var token = relay.desk.issue();
    var stream = relay.open(token).await();
    assertRefused(relay.open(token), ProblemCode.TOO_MANY_STREAMS);
    relay.report(stream, 600);
    relay.desk.clock.pass(Duration.ofMillis(100));
    relay.close(stream, 1000, Outcome.COMPLETE);
    relay.close(stream, 1000, Outcome.COMPLETE);

    assertThat(relay.position()).isEqualTo(600);
    var last = RelayDesk.take(relay.progress);
    assertThat(last.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(last.total()).isEqualTo(1000);
    assertThat(last.digest()).isEqualTo(stream.digest());
    assertThat(relay.count("tvn.stream.bytes", "direction", "client")).isEqualTo(1000);
    assertThat(relay.count("tvn.stream.bytes", "direction", "upstream")).isEqualTo(1000);
    assertThat(relay.count("tvn.streams", "outcome", "complete")).isEqualTo(1);
    assertThat(relay.count("tvn.streams.truncated", "none", null)).isZero();
    assertThat(relay.live("direct")).isZero();
    var book = relay.book();
    assertThat(book.getString("token")).isEqualTo(stream.digest().substring(0, 12));
    assertThat(book.getString("outcome")).isEqualTo("complete");
    assertThat(book.getLong("sent")).isEqualTo(1000);
    assertThat(book.encode()).doesNotContain(token, HOME.prefix(), stream.digest());
    assertThat(relay.open(token).await().streamId()).isNotEqualTo(stream.streamId());
  }

  @Test
  void remembers_for_ten_minutes_how_a_stream_ended() {
    var stream = relay.open(relay.desk.issue()).await();
    var recall = new RelayMessages.Recall(stream.digest());
    relay.report(stream, 400);
    var running = RelayMessages.RECALL.ask(vertx, recall).await().last();
    assertThat(running).isNotNull();
    assertThat(running.position()).isEqualTo(400);
    assertThat(running.outcome()).isNull();

    relay.close(stream, 1000, Outcome.CUT);
    var ended = RelayMessages.RECALL.ask(vertx, recall).await().last();
    assertThat(ended).isNotNull();
    assertThat(ended.outcome()).isEqualTo(Outcome.CUT);
    relay.desk.clock.pass(Duration.ofMinutes(10));
    assertThat(RelayMessages.RECALL.ask(vertx, recall).await().last()).isNull();
  }

  @Test
  void a_stream_that_sent_nothing_costs_nothing() {
    var stream = relay.open(relay.desk.issue()).await();
    relay.close(stream, 0, Outcome.REFUSED);
    assertThat(relay.desk.usage().day()).isZero();
  }

  @Test
  void keeps_the_slots_of_streams_that_are_heard_of() throws InterruptedException {
    var stream = relay.open(relay.desk.issue()).await();
    relay.desk.clock.pass(RelayDesk.LEASE.dividedBy(2));
    var until = Double.valueOf((double) (relay.desk.clock.millis() + TokenDesk.LEASE.toMillis()));
    var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!until.equals(relay.lease(stream)) && System.nanoTime() < deadline) {
      vertx.timer(20, TimeUnit.MILLISECONDS).await();
    }
    assertThat(relay.lease(stream)).isEqualTo(until);
    assertThat(relay.stops).isEmpty();
  }

  @Test
  void gives_up_a_stream_of_which_nothing_is_heard() throws InterruptedException {
    var stream = relay.open(relay.desk.issue()).await();
    relay.report(stream, 5);
    relay.desk.clock.pass(RelayDesk.LEASE.plusMillis(1));
    assertThat(RelayDesk.take(relay.stops)).isEqualTo(new Stop(stream.streamId(), Outcome.CUT));
    assertThat(relay.position()).isEqualTo(5);
    assertThat(RelayDesk.take(relay.progress).outcome()).isEqualTo(Outcome.CUT);
    assertThat(relay.count("tvn.streams.truncated", "none", null)).isEqualTo(1);
    relay.report(stream, 6);
    assertThat(RelayDesk.take(relay.stops))
        .as("it is told again")
        .isEqualTo(new Stop(stream.streamId(), Outcome.CUT));
  }

  @Test
  void a_revoked_token_stops_its_streams_and_no_other() throws InterruptedException {
    var token = relay.desk.issue();
    var one = relay.open(token).await();
    var other = relay.open(relay.desk.issue()).await();
    relay.desk.revoke(token).await();
    assertThat(RelayDesk.take(relay.stops)).isEqualTo(new Stop(one.streamId(), Outcome.REVOKED));
    relay.close(one, 10, Outcome.REVOKED);
    relay.report(other, 1);
    assertThat(relay.stops).allMatch(stop -> stop.streamId().equals(one.streamId()));
  }
}
