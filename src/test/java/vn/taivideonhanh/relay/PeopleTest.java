package vn.taivideonhanh.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.History;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.relay.RelayMessages.Entry;
import vn.taivideonhanh.relay.RelayMessages.Forget;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.relay.RelayMessages.Report;
import vn.taivideonhanh.relay.RelayMessages.Survey;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Count;
import vn.taivideonhanh.token.TokenMessages.Drop;

/** What people see of their downloads, on whatever device, and what is kept of them. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class PeopleTest {
  private static final Identity ANN = new Identity("ann", Identity.Kind.MEMBER, "owner");
  private static final Identity BOB = new Identity("bob", Identity.Kind.MEMBER, "owner");
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
  void running_downloads_are_seen_by_their_person_and_by_admins_until_they_end() {
    var mine = open(ANN);
    var _ = open(BOB);
    assertThat(await(ANN, 1)).extracting(Progress::streamId).containsExactly(mine.streamId());
    var all = RelayMessages.SURVEY.ask(vertx, new Survey(10)).await();
    assertThat(all.running()).extracting(Progress::person).containsExactlyInAnyOrder("ann", "bob");
    assertThat(RelayMessages.SURVEY.ask(vertx, new Survey(1)).await().running()).hasSize(1);
    close(mine, 10, Outcome.CLIENT_LEFT);
    assertThat(await(ANN, 0)).isEmpty();
    var ended = downloads(ANN, 0).ended();
    assertThat(ended).extracting(Progress::outcome).containsExactly(Outcome.CLIENT_LEFT);
    assertThat(downloads(ANN, relay.desk.clock.millis()).ended()).isEmpty();
  }

  @Test
  void downloads_of_a_node_that_died_are_forgotten_with_their_slots(RedisStore store) {
    var minute = Duration.ofMinutes(1);
    var rule = new History(true, minute, 1);
    var board =
        new Board(
            new RelaySettings(
                store,
                "dead",
                minute,
                minute,
                minute,
                rule,
                relay.desk.clock,
                new SimpleMeterRegistry()));
    var running = new Progress("d", "ann", "t", "s", Lane.PIPE, null, 0, null, 1, 1);
    board.note(List.of(running), 1000);
    assertThat(
            eventually(
                () -> board.all(10, 1000).await().running(), all -> all.equals(List.of(running))))
        .hasSize(1);
    assertThat(board.of("ann", 0, 60_999).await().running()).hasSize(1);
    assertThat(board.of("ann", 0, 61_000).await().running()).isEmpty();
    assertThat(board.all(10, 61_001).await().running()).isEmpty();
  }

  @Test
  void streams_of_one_link_are_one_entry_of_the_history() {
    var token = relay.desk.issue(ANN, "22", Bind.NONE).await().token();
    close(relay.open(token).await(), 400, Outcome.CLIENT_LEFT);
    relay.desk.clock.pass(Duration.ofMinutes(1));
    close(relay.open(token).await(), 600, Outcome.COMPLETE);
    close(relay.open(token).await(), 1, Outcome.CLIENT_LEFT);
    var entry = history(ANN, 1001).getFirst();
    assertThat(entry.sent()).isEqualTo(1001);
    assertThat(entry.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(entry.endedAt() - entry.startedAt()).isEqualTo(60_000);
    assertThat(entry.title()).isEqualTo("A title");
    assertThat(entry.url()).isEqualTo("https://example.com/watch?v=1");
    assertThat(of(BOB)).isEmpty();
  }

  @Test
  void a_history_is_bounded_and_can_be_deleted_and_guests_have_none() {
    for (var i = 1; i <= 4; i++) {
      relay.desk.clock.pass(Duration.ofSeconds(1));
      close(open(ANN), i, Outcome.COMPLETE);
      var _ = history(ANN, i);
    }
    close(relay.open(relay.desk.issue()).await(), 5, Outcome.COMPLETE);
    assertThat(of(ANN)).extracting(Entry::sent).containsExactly(4L, 3L, 2L);
    assertThat(of(GUEST)).isEmpty();
    var second = of(ANN).get(1).id();
    assertThat(forget(BOB, second)).isZero();
    assertThat(forget(ANN, second)).isEqualTo(1);
    assertThat(of(ANN)).extracting(Entry::sent).containsExactly(4L, 2L);
    assertThat(forget(ANN, null)).isEqualTo(2);
    assertThat(of(ANN)).isEmpty();
  }

  @Test
  void links_are_listed_without_the_link_and_taken_back_by_their_own_person_only() {
    var issued = relay.desk.issue(ANN, "22", Bind.NONE).await();
    var listed = TokenMessages.LIST.ask(vertx, new Count(ANN)).await().tokens();
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().fileName()).isEqualTo(issued.fileName());
    assertThat(listed.toString()).doesNotContain(issued.token());
    var digest = listed.getFirst().digest();
    assertRefused(
        TokenMessages.DROP.ask(vertx, new Drop("bob", digest)), ProblemCode.TOKEN_NOT_FOUND);
    TokenMessages.DROP.ask(vertx, new Drop("ann", digest)).await();
    assertRefused(relay.desk.check(issued.token()), ProblemCode.TOKEN_REVOKED);
    assertThat(TokenMessages.LIST.ask(vertx, new Count(ANN)).await().tokens()).isEmpty();
  }

  @Test
  void everything_of_a_person_is_given_out_and_then_removed(RedisStore store) throws Exception {
    var token = relay.desk.issue(ANN, "22", Bind.NONE).await().token();
    close(relay.open(token).await(), 7, Outcome.COMPLETE);
    assertThat(history(ANN, 7)).hasSize(1);
    var kept = RelayMessages.EXPORT.ask(vertx, new Ask("ann")).await();
    assertThat(kept.history()).hasSize(1);
    assertThat(kept.downloads().ended()).hasSize(1);
    var tokens = TokenMessages.EXPORT.ask(vertx, new Count(ANN)).await();
    assertThat(tokens.tokens()).hasSize(1);
    assertThat(tokens.usage().day()).isEqualTo(1);
    relay.desk.clock.pass(Duration.ofMinutes(31));
    assertThat(relay.desk.check(token).await().who()).as("may be resumed").isEqualTo(ANN);
    var begun = relay.open(token).await();
    var running = open(ANN);
    var other = open(BOB);
    assertThat(await(ANN, 2)).hasSize(2);
    TokenMessages.PURGE.ask(vertx, new Count(ANN)).await();
    RelayMessages.PURGE.ask(vertx, new Ask("ann")).await();
    assertRefused(relay.desk.check(token), ProblemCode.TOKEN_EXPIRED);
    assertThat(stopped(2)).containsExactlyInAnyOrder(begun.streamId(), running.streamId());
    close(running, 9, Outcome.REVOKED);
    close(begun, 9, Outcome.REVOKED);
    close(other, 9, Outcome.COMPLETE);
    assertThat(history(BOB, 9)).hasSize(1);
    assertRefused(relay.desk.issue(ANN, "22", Bind.NONE), ProblemCode.CREDENTIAL_ENDED);
    var _ = eventually(() -> keys(store, "t:tk:{ann}:slots").size(), slots -> slots == 0);
    assertThat(keys(store, "*{ann}*"))
        .as("marks of minutes")
        .isSubsetOf("t:tk:{ann}:gone", "t:tk:{ann}:left", "t:rl:{ann}:left");
    for (var key : List.of("t:rl:live", "t:rl:books")) {
      assertThat(String.valueOf(store.send(Command.DUMP, key).await()))
          .as(key)
          .doesNotContain("ann");
    }
  }

  private static List<String> keys(RedisStore store, String pattern) {
    return store.send(Command.KEYS, pattern).await().stream().map(String::valueOf).toList();
  }

  private List<String> stopped(int count) throws InterruptedException {
    var streams = new ArrayList<String>();
    while (streams.size() < count) {
      var stop = RelayDesk.take(relay.stops).streamId();
      if (!streams.contains(stop)) {
        streams.add(stop);
      }
    }
    return streams;
  }

  private Opened open(Identity who) {
    return relay.open(relay.desk.issue(who, "22", Bind.NONE).await().token()).await();
  }

  private void close(Opened stream, long sent, Outcome outcome) {
    var last = new Report(stream.streamId(), 1000L, 0, sent, sent);
    RelayMessages.CLOSE.ask(vertx, new Close(last, outcome, 0, null)).await();
  }

  private Downloads downloads(Identity who, long since) {
    return RelayMessages.DOWNLOADS.ask(vertx, new Ask(who.id(), since)).await();
  }

  /** What is noted is noted a moment later. */
  private List<Progress> await(Identity who, int count) {
    return eventually(() -> downloads(who, 0).running(), running -> running.size() == count);
  }

  private List<Entry> of(Identity who) {
    return RelayMessages.HISTORY.ask(vertx, new Ask(who.id())).await().entries();
  }

  /** The history when its newest entry has so many bytes. */
  private List<Entry> history(Identity who, long sent) {
    return eventually(() -> of(who), all -> !all.isEmpty() && all.getFirst().sent() == sent);
  }

  private static <T> T eventually(Supplier<T> source, Predicate<T> wanted) {
    var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    var now = source.get();
    while (!wanted.test(now)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
      now = source.get();
    }
    return now;
  }

  private long forget(Identity who, @Nullable String entry) {
    return RelayMessages.FORGET.ask(vertx, new Forget(who.id(), entry)).await().entries();
  }
}
