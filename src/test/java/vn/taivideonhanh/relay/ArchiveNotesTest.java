package vn.taivideonhanh.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.TokenDesk.GUEST;
import static vn.taivideonhanh.token.TokenDesk.HOME;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages.Learn;
import vn.taivideonhanh.relay.RelayMessages.Learned;
import vn.taivideonhanh.relay.RelayMessages.Note;
import vn.taivideonhanh.relay.RelayMessages.Noted;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Renew;
import vn.taivideonhanh.token.FakeAnalysis;
import vn.taivideonhanh.token.Problems;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Pack;
import vn.taivideonhanh.token.TokenMessages.Selection;

/** What streams of one archive know of each other, kept in a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class ArchiveNotesTest {
  private Vertx vertx;
  private RedisStore store;
  private RelayDesk relay;

  @BeforeEach
  void start(Vertx given, RedisStore redis) {
    vertx = given;
    store = redis;
    relay = new RelayDesk(vertx, store);
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void a_stream_learns_what_others_of_the_same_archive_have_noted() {
    var token = pack();
    var one = relay.open(token).await();
    note(one, Map.of("0:0", "00000001", "0:file", "first"));
    note(one, Map.of("0:file", "second", "1:0", "00000002"));
    var other = relay.open(relay.desk.refresh(token).await().token()).await();
    assertThat(learned(other))
        .containsOnly(
            Map.entry("0:0", "00000001"),
            Map.entry("0:file", "first"),
            Map.entry("1:0", "00000002"));
    var third = relay.open(pack()).await();
    assertThat(learned(third)).isEmpty();
    var id = ((StreamPlan.Archive) one.plan()).id();
    var left = store.send(Command.PTTL, "t:rl:zip:{" + id + "}").await();
    assertThat(left == null ? null : left.toLong()).isBetween(1L, RelayDesk.KEPT.toMillis());
  }

  @Test
  void notes_are_small_and_for_archives_only() {
    var one = relay.open(pack()).await();
    var long1 = new Note(one.streamId(), Map.of("0:file", "x".repeat(1_025)));
    Problems.assertRefused(RelayMessages.NOTE.ask(vertx, long1), ProblemCode.INTERNAL);
    var plain = relay.open(relay.desk.issue()).await();
    note(plain, Map.of("0:0", "00000001"));
    assertThat(learned(plain)).isEmpty();
  }

  @Test
  void one_entry_gets_a_new_address_and_the_others_stay() {
    var stream = relay.open(pack()).await();
    relay.desk.analysis.media = FakeAnalysis.video("https://cdn.example/new/");
    var fresh = RelayMessages.RENEW.ask(vertx, new Renew(stream.streamId(), 1)).await();
    var entries = ((StreamPlan.Archive) fresh.plan()).entries();
    assertThat(entries)
        .extracting(entry -> ((StreamPlan.Direct) entry.plan()).source().url())
        .containsExactly("https://cdn.example/old/140", "https://cdn.example/new/140");
    assertThat(fresh.plan().head()).isEqualTo(stream.plan().head());
    Problems.assertRefused(
        RelayMessages.RENEW.ask(vertx, new Renew(stream.streamId(), 2)),
        ProblemCode.SOURCE_UNAVAILABLE);
  }

  private String pack() {
    var requests = List.of(FakeAnalysis.REQUEST, FakeAnalysis.REQUEST);
    var selection = new Selection(requests, "audio", null, false);
    return TokenMessages.PACK
        .ask(vertx, new Pack(GUEST, HOME, selection, Bind.NONE))
        .await()
        .token();
  }

  private void note(Opened stream, Map<String, String> notes) {
    Noted _ = RelayMessages.NOTE.ask(vertx, new Note(stream.streamId(), notes)).await();
  }

  private Map<String, String> learned(Opened stream) {
    Learned known = RelayMessages.LEARN.ask(vertx, new Learn(stream.streamId())).await();
    return known.notes();
  }
}
