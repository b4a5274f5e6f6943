package vn.taivideonhanh.token;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;

import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.config.Tiers;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Running;
import vn.taivideonhanh.token.TokenMessages.Slot;

/** Each script of {@code lua/token} on a real Redis: what a person's whole state is after it. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TokenScriptsTest {
  private static final Moment NOW = new Moment(1_000_000_000_000L);
  private static final Moment LATER = new Moment(NOW.millis() + 60_000);
  private static final String DAY = "2001-09-09";
  private static final Tier TIER = TestTiers.of(1, 1, 5, 1);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final PersonKeys KEYS = new PersonKeys("t", "p");
  private static final Bearer ONE = bearer("one", NOW);
  private static final Bearer TWO = bearer("two", LATER);
  private static final Grant GRANT =
      new Grant(
          new Identity("p", Identity.Kind.GUEST, "free"),
          new StreamPlan.Pipe(
              new StreamPlan.Head("u", "i", "t", "mp4", "video/mp4", null, Size.NONE), "1"),
          5);

  private final TierLimits tiers = new TierLimits(new Tiers(() -> Map.of("free", TIER)));
  private RedisStore store;

  @BeforeEach
  void issueOne(RedisStore given) {
    store = given;
    var counts = new IssueTokenScript(store, TokenDesk.TOKENS).run(ONE, GRANT, TIER, NOW).await();
    assertThat(counts).isEqualTo(new Counts(1, 1, 0, 0, 0));
  }

  @Test
  void issue_token_stores_all_or_nothing() {
    var after = state();
    assertThat(after)
        .containsOnly(
            Map.entry("one", record("live", ONE, "", 0, 0, "")),
            Map.entry("live", "{one=" + ONE.expiresAt() + "}"),
            Map.entry("hour", "{one=" + NOW.millis() + "}"),
            Map.entry("kept", "{one=" + NOW.millis() + "}"));
    assertRefused(
        new IssueTokenScript(store, TokenDesk.TOKENS).run(TWO, GRANT, TIER, LATER),
        ProblemCode.TOO_MANY_TOKENS);
    assertThat(state()).isEqualTo(after);
  }

  @Test
  void check_token_and_count_usage_change_nothing() {
    var before = state();
    var held = new CheckTokenScript(store, Duration.ZERO).run(ONE, NOW).await();
    assertThat(held).isEqualTo(new Held(GRANT, ONE.expiresAt()));
    assertThat(new CountUsageScript(store).run(KEYS, NOW).await())
        .isEqualTo(new Counts(1, 1, 0, 0, 0, NOW.millis() + 3_600_000));
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void open_stream_takes_a_slot_and_a_download_or_nothing() {
    open("s");
    var after = state();
    assertThat(after)
        .containsEntry("one", record("live", ONE, DAY, 0, 1, "", "s:s=0"))
        .containsEntry("slots", "{s=" + (NOW.millis() + 30_000) + "}")
        .containsEntry("days", "{" + DAY + "=1}")
        .hasSize(6);
    assertRefused(opening().run(ONE, "s2", NOW), ProblemCode.TOO_MANY_STREAMS);
    assertThat(state()).isEqualTo(after);
  }

  @Test
  void keep_streams_moves_leases_only() {
    open("s");
    assertThat(
            new KeepStreamsScript(store, LEASE)
                .run(KEYS, List.of(running("s", 0), running("r", 0)), LATER)
                .await())
        .isEmpty();
    var until = LATER.millis() + 30_000;
    assertThat(state()).containsEntry("slots", "{r=" + until + ", s=" + until + "}").hasSize(6);
  }

  @Test
  void close_stream_gives_the_download_back_unless_a_byte_left() {
    var before = state();
    open("s");
    assertThat(close("s", 0)).isTrue();
    assertThat(close("s", 0)).isFalse();
    assertThat(state()).containsAllEntriesOf(before).containsEntry("days", "{" + DAY + "=0}");
    open("s");
    assertThat(close("s", 1)).isFalse();
    assertThat(state())
        .containsEntry("one", record("live", ONE, DAY, 1, 0, "", "sent=1"))
        .containsEntry("days", "{" + DAY + "=1, " + DAY + ":bytes=1}")
        .doesNotContainKey("slots");
  }

  @Test
  void refresh_token_moves_everything_to_the_new_one() {
    open("s");
    var refreshed = refreshing().run(ONE, TWO, LATER).await();
    assertThat(refreshed.grant()).isEqualTo(GRANT);
    assertThat(refreshed.counts()).isEqualTo(new Counts(1, 1, 1, 0, 0));
    assertThat(state())
        .containsEntry("one", record("replaced", ONE, DAY, 0, 1, "", "s:s=0"))
        .containsEntry("two", record("live", TWO, DAY, 1, 0, "one,"))
        .containsEntry("live", "{two=" + TWO.expiresAt() + "}")
        .containsEntry("hour", "{one=" + NOW.millis() + "}")
        .containsEntry("kept", "{one=" + NOW.millis() + ", two=" + LATER.millis() + "}")
        .hasSize(7);
  }

  @Test
  void revoke_token_leaves_a_mark_and_frees_the_place() {
    open("s");
    var stopped = new RevokeTokenScript(store, LEASE).run(ONE, LATER).await();
    assertThat(stopped).containsExactly("one");
    assertThat(state())
        .containsEntry("one", record("revoked", ONE, DAY, 0, 1, "", "s:s=0"))
        .containsEntry("gone", "{one=" + (LATER.millis() + 90_000) + "}")
        .doesNotContainKey("live")
        .containsKey("slots");
    assertThat(new RevokeTokenScript(store, LEASE).run(TWO, LATER).await()).isEmpty();
  }

  private void open(String stream) {
    assertThat(opening().run(ONE, stream, NOW).await().grant()).isEqualTo(GRANT);
  }

  private boolean close(String stream, long sent) {
    return new CloseStreamScript(store).run(KEYS, running(stream, sent), NOW).await();
  }

  private static Running running(String stream, long sent) {
    return new Running(new Slot(stream, "p"), "one", sent);
  }

  private OpenStreamScript opening() {
    return new OpenStreamScript(store, Duration.ofHours(6), LEASE, tiers);
  }

  private RefreshTokenScript refreshing() {
    return new RefreshTokenScript(store, TokenDesk.TOKENS, tiers);
  }

  private static Bearer bearer(String digest, Moment now) {
    return new Bearer(KEYS, digest, "P", "A", now.millis() + 1_800_000);
  }

  private static String record(
      String state, Bearer token, String day, int moved, int open, String line, String... more) {
    var fields =
        Map.of(
            "state",
            state,
            "body",
            GRANT.json(),
            "prefix",
            "P",
            "agent",
            "A",
            "tier",
            "free",
            "first",
            NOW.millis(),
            "day",
            day,
            "moved",
            moved,
            "open",
            open,
            "line",
            line);
    var record = new TreeMap<String, Object>(fields);
    record.put("expiry", token.expiresAt());
    record.put("cost", 1);
    record.put("size", 0);
    record.put("sent", 0);
    record.put("until", "");
    for (var pair : more) {
      record.put(
          pair.substring(0, pair.lastIndexOf('=')), pair.substring(pair.lastIndexOf('=') + 1));
    }
    return record.toString();
  }

  /** Every key of the person, by its last part, with its whole content. */
  private Map<String, String> state() {
    var state = new TreeMap<String, String>();
    for (var key : Objects.requireNonNull(store.send(Command.KEYS, "t:tk:{p}:*").await())) {
      var name = key.toString();
      var zset = List.of("live", "hour", "slots", "gone", "kept").contains(name.substring(9));
      state.put(name.substring(9), (zset ? scores(name) : fields(name)).toString());
    }
    return state;
  }

  private Map<String, String> fields(String key) {
    var fields = new TreeMap<String, String>();
    Response all = Objects.requireNonNull(store.send(Command.HGETALL, key).await());
    all.getKeys().forEach(field -> fields.put(field, String.valueOf(all.get(field))));
    return fields;
  }

  private Map<String, String> scores(String key) {
    var scores = new TreeMap<String, String>();
    for (var member : Objects.requireNonNull(store.send(Command.ZRANGE, key, 0, -1).await())) {
      var score = store.send(Command.ZSCORE, key, member.toString()).await();
      scores.put(member.toString(), String.valueOf(Objects.requireNonNull(score).toLong()));
    }
    return scores;
  }
}
