package vn.taivideonhanh.token;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;
import static vn.taivideonhanh.token.TokenDesk.HOME;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Count;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Keep;
import vn.taivideonhanh.token.TokenMessages.Running;
import vn.taivideonhanh.token.TokenMessages.Slot;

/** What tiers hold apart from counts of tokens: bytes, lengths, presets, and their own end. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TierTest {
  private static final long MIB = 1 << 20;
  private TokenDesk desk;
  private Vertx vertx;

  @BeforeEach
  void start(Vertx given, RedisStore store) {
    vertx = given;
    desk = new TokenDesk(vertx, store).start();
  }

  @Test
  void a_download_takes_its_whole_size_when_it_begins_and_once() {
    desk.tiers.put("free", TestTiers.ofBytes(10));
    var first = sized(4 * MIB);
    var second = sized(4 * MIB);
    var third = sized(4 * MIB);
    desk.open(first, "s1").await();
    desk.open(second, "s2").await();
    assertRefused(desk.open(third, "s3"), ProblemCode.DAILY_BYTES);
    desk.close(first, "s1", MIB);
    desk.open(first, "s4").await();
    assertThat(desk.usage().dayBytes()).isEqualTo(8 * MIB);
    desk.close(second, "s2", 0);
    assertThat(desk.usage().dayBytes()).as("nothing of the second left").isEqualTo(4 * MIB);
    assertThat(desk.open(third, "s3").await().digest()).hasSize(64);
  }

  @Test
  void what_goes_beyond_a_size_is_taken_while_it_leaves() {
    desk.tiers.put("free", TestTiers.ofBytes(10));
    var token = sized(MIB);
    desk.open(token, "s1").await();
    keep(token, "s1", 9 * MIB);
    assertThat(desk.usage().dayBytes()).isEqualTo(9 * MIB);
    keep(token, "s1", 10 * MIB);
    desk.close(token, "s1", 11 * MIB);
    desk.close(token, "s1", 11 * MIB);
    assertThat(desk.usage().dayBytes()).isEqualTo(11 * MIB);
    assertRefused(desk.open(token, "s2"), ProblemCode.DAILY_BYTES);
    assertRefused(desk.issue(GUEST, "22", Bind.IP), ProblemCode.DAILY_BYTES);
    desk.clock.pass(Duration.ofHours(12));
    assertThat(desk.issue()).isNotEmpty();
  }

  @Test
  void what_a_link_that_is_taken_back_has_not_sent_comes_back() {
    desk.tiers.put("free", TestTiers.ofBytes(10));
    var token = sized(8 * MIB);
    desk.open(token, "s1").await();
    desk.close(token, "s1", MIB);
    assertThat(desk.usage().dayBytes()).isEqualTo(8 * MIB);
    desk.revoke(token).await();
    desk.revoke(token).await();
    assertThat(desk.usage().dayBytes()).isEqualTo(MIB);
  }

  @Test
  void a_file_that_is_larger_than_what_is_left_is_refused_with_both_numbers() {
    desk.tiers.put("free", TestTiers.ofBytes(10));
    desk.length = Future.succeededFuture(11 * MIB);
    var refused = Problems.of(desk.issue(GUEST, "18", Bind.IP));
    assertThat(refused.code()).isEqualTo(ProblemCode.DAILY_BYTES);
    assertThat(refused.detail()).contains("10 MiB of the day are left", "takes 11 MiB");
  }

  @Test
  void a_tier_that_ends_is_followed_by_the_free_one_for_links_it_gave_too() {
    desk.tiers.put("free", TestTiers.of(1, 5, 20, 1));
    desk.tiers.put("pro", TestTiers.of(100, 5, 20, 3));
    var end = desk.clock.millis() + 10_000;
    var pro = new Identity("p1", Identity.Kind.MEMBER, "pro").until(end);
    var token = desk.issue(pro, "22", Bind.NONE).await().token();
    assertThat(usage(pro).tier()).isEqualTo("pro");
    assertThat(usage(pro).dayLimit()).isEqualTo(100);
    desk.open(token, "s1").await();
    desk.open(token, "s2").await();
    desk.clock.pass(Duration.ofSeconds(10));
    assertThat(usage(pro).tier()).isEqualTo("free");
    assertRefused(desk.open(token, "s3"), ProblemCode.TOO_MANY_STREAMS);
    assertRefused(desk.issue(pro, "22", Bind.NONE), ProblemCode.DAILY_LIMIT);
  }

  @Test
  void only_presets_of_the_tier_can_be_had_by_name_and_by_format() {
    desk.tiers.put("free", restricted(null, "audio*"));
    assertThat(ask(Choice.ofPreset("audio")).succeeded()).isTrue();
    var refused = Problems.of(ask(Choice.ofPreset("best")));
    assertThat(refused.code()).isEqualTo(ProblemCode.PRESET_NOT_ALLOWED);
    assertThat(refused.detail()).contains("audio*");
    assertRefused(ask(Choice.ofFormats(List.of("22"))), ProblemCode.PRESET_NOT_ALLOWED);
  }

  @Test
  void a_video_that_is_too_long_is_refused() {
    desk.tiers.put("free", restricted(Duration.ofSeconds(1), "*"));
    assertRefused(ask(Choice.ofPreset("best")), ProblemCode.VIDEO_TOO_LONG);
    desk.tiers.put("free", restricted(Duration.ofHours(9), "*"));
    assertThat(ask(Choice.ofPreset("best")).succeeded()).isTrue();
  }

  private static Tier restricted(@Nullable Duration longest, String preset) {
    return new Tier(null, null, null, null, null, null, 1, longest, List.of(preset));
  }

  /** A token for a file of that length. */
  private String sized(long bytes) {
    desk.length = Future.succeededFuture(bytes);
    return desk.issue(GUEST, "18", Bind.IP_AGENT).await().token();
  }

  private void keep(String token, String stream, long sent) {
    var running = new Running(new Slot(stream, GUEST.id()), Digests.of(token), sent);
    TokenMessages.KEEP.ask(vertx, new Keep(List.of(running))).await();
  }

  private TokenMessages.Usage usage(Identity who) {
    return TokenMessages.USAGE.ask(vertx, new Count(who)).await();
  }

  private Future<Issued> ask(Choice choice) {
    var asked =
        TokenMessages.ISSUE.ask(
            vertx, new Issue(GUEST, HOME, FakeAnalysis.REQUEST, choice, Bind.NONE));
    Future.join(List.of(asked)).otherwiseEmpty().await();
    return asked;
  }
}
