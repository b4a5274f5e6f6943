package vn.taivideonhanh.token;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;
import static vn.taivideonhanh.token.TokenDesk.HOME;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Client;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Keep;
import vn.taivideonhanh.token.TokenMessages.Renewal;
import vn.taivideonhanh.token.TokenMessages.Running;
import vn.taivideonhanh.token.TokenMessages.Slot;

/** A token from its issue to its end, on a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TokenLifeTest {
  private static final Client ELSEWHERE = new Client("198.51.100.9/32", HOME.agent());
  private static final Client OTHER_PROGRAM = new Client(HOME.prefix(), "aria2");

  private TokenDesk desk;
  private Vertx vertx;
  private final LinkedBlockingQueue<String> revoked = new LinkedBlockingQueue<>();

  @BeforeEach
  void start(Vertx given, RedisStore store) {
    vertx = given;
    desk = new TokenDesk(vertx, store).start();
    TokenMessages.REVOKED.hear(vertx, fact -> revoked.add(fact.digest())).completion().await();
  }

  @Test
  void tells_what_will_be_had() {
    var issued = desk.issue(GUEST, "22", Bind.IP_AGENT).await();
    assertThat(issued.fileName()).isEqualTo("A title.mp4");
    assertThat(issued.mediaType()).isEqualTo("video/mp4");
    assertThat(issued.lane()).isEqualTo(Lane.DIRECT);
    assertThat(issued.size()).isEqualTo(Size.exact(1000));
    assertThat(issued.resumable()).isTrue();
    assertThat(issued.expiresAt()).isEqualTo(desk.clock.millis() + 1_800_000);
    assertThat(issued.usage())
        .isEqualTo(
            new TokenMessages.Usage(
                "free", 1, 5, 1, 20, 0, 10, 0, null, 0, 3, desk.clock.millis() + 43_200_000, null));
    var usage = desk.usage();
    assertThat(usage.hourEasesAt()).isEqualTo(desk.clock.millis() + 3_600_000);
    assertThat(usage.hour()).isEqualTo(1);
  }

  @Test
  void takes_a_preset_or_formats_but_only_what_the_analysis_has() {
    var preset = new Issue(GUEST, HOME, FakeAnalysis.REQUEST, Choice.ofPreset("audio"), Bind.NONE);
    assertThat(TokenMessages.ISSUE.ask(vertx, preset).await().size()).isEqualTo(Size.exact(500));
    assertRefused(desk.issue(GUEST, "999", Bind.NONE), ProblemCode.FORMAT_NOT_FOUND);
    var both =
        new Issue(
            GUEST,
            HOME,
            FakeAnalysis.REQUEST,
            new Choice("audio", List.of("22"), null, null, List.of()),
            Bind.NONE);
    assertRefused(TokenMessages.ISSUE.ask(vertx, both), ProblemCode.INVALID_REQUEST);
    var unknown = new Issue(GUEST, HOME, "nothing", Choice.ofPreset("audio"), Bind.NONE);
    assertRefused(TokenMessages.ISSUE.ask(vertx, unknown), ProblemCode.ANALYSIS_NOT_FOUND);
  }

  @Test
  void asks_the_site_for_a_length_that_is_not_known() {
    desk.length = Future.succeededFuture(4321L);
    assertThat(desk.issue(GUEST, "18", Bind.NONE).await().size()).isEqualTo(Size.exact(4321));
    var untold = Size.NONE.inexact(Size.Reason.UNTOLD);
    desk.length = Future.failedFuture("the site is away");
    assertThat(desk.issue(GUEST, "18", Bind.NONE).await().size()).isEqualTo(untold);
    desk.length = Future.succeededFuture();
    assertThat(desk.issue(GUEST, "18", Bind.NONE).await().size()).isEqualTo(untold);
    desk.tiers.put("free", TestTiers.of(10, 3, 20, 3));
    assertRefused(desk.issue(GUEST, "18", Bind.NONE), ProblemCode.TOO_MANY_TOKENS);
    assertThat(desk.probes).as("no visit for one who is refused").hasValue(3);
  }

  @Test
  void tells_what_a_choice_would_be_and_asks_one_question_of_a_person_at_a_time() {
    var choice = Choice.ofFormats(List.of("18"));
    var question = new TokenMessages.Plan(GUEST, FakeAnalysis.REQUEST, choice);
    Promise<@Nullable Long> told = Promise.promise();
    desk.length = told.future();
    var first = TokenMessages.PLAN.ask(vertx, question);
    // Both are answered by one event loop, in the order in which they were asked.
    var second = TokenMessages.PLAN.ask(vertx, question).await();
    assertThat(second.size()).isEqualTo(Size.NONE.inexact(Size.Reason.UNTOLD));
    told.complete(4321L);
    assertThat(first.await())
        .isEqualTo(
            new TokenMessages.Planned(
                "A title.mp4", "video/mp4", Lane.DIRECT, Size.exact(4321), true));
    assertThat(TokenMessages.PLAN.ask(vertx, question).await().size()).isEqualTo(Size.exact(4321));
    assertThat(desk.probes).hasValue(2);
    assertThat(desk.usage().tokens()).isZero();
  }

  @Test
  void keeps_the_whole_plan_for_a_node_that_starts_anew() {
    var token = desk.issue(GUEST, "22", Bind.IP_AGENT).await().token();
    var checked = desk.start().check(token).await();
    assertThat(checked.who()).isEqualTo(GUEST);
    assertThat(checked.plannedAt()).isEqualTo(FakeAnalysis.ANALYSED_AT);
    assertThat(checked.plan())
        .isInstanceOfSatisfying(
            StreamPlan.Direct.class,
            plan -> assertThat(plan.source().url()).isEqualTo("https://cdn.example/old/22"));
  }

  @Test
  void holds_only_where_it_is_bound_to() {
    var bound = desk.issue();
    assertRefused(desk.check(bound, ELSEWHERE), ProblemCode.TOKEN_ELSEWHERE);
    assertRefused(desk.check(bound, OTHER_PROGRAM), ProblemCode.TOKEN_ELSEWHERE);
    var network = desk.issue(GUEST, "22", Bind.IP).await().token();
    assertRefused(desk.check(network, ELSEWHERE), ProblemCode.TOKEN_ELSEWHERE);
    assertThat(desk.check(network, OTHER_PROGRAM).await().who()).isEqualTo(GUEST);
    var free = desk.issue(GUEST, "22", Bind.NONE).await().token();
    assertThat(desk.check(free, ELSEWHERE).await().who()).isEqualTo(GUEST);
    var refreshed = desk.refresh(network).await().token();
    assertRefused(desk.check(refreshed, ELSEWHERE), ProblemCode.TOKEN_ELSEWHERE);
    assertThat(desk.check(refreshed, OTHER_PROGRAM).await().who()).isEqualTo(GUEST);
  }

  @Test
  void ends_after_half_an_hour_when_nothing_has_begun() {
    var token = desk.issue();
    desk.clock.pass(Duration.ofMillis(1_799_999));
    assertThat(desk.check(token).await().who()).isEqualTo(GUEST);
    desk.clock.pass(Duration.ofMillis(1));
    assertRefused(desk.check(token), ProblemCode.TOKEN_EXPIRED);
    assertRefused(desk.open(token, "s"), ProblemCode.TOKEN_EXPIRED);
    assertRefused(desk.refresh(token), ProblemCode.TOKEN_EXPIRED);
  }

  @Test
  void can_be_resumed_for_six_more_hours_once_a_byte_has_left() {
    var token = desk.issue();
    var empty = desk.issue();
    for (var each : List.of(token, empty)) {
      desk.open(each, "s-" + each).await();
    }
    desk.close(token, "s-" + token, 1);
    desk.close(empty, "s-" + empty, 0);
    desk.clock.pass(Duration.ofHours(6).plusMinutes(30).minusMillis(1));
    assertRefused(desk.open(empty, "s2"), ProblemCode.TOKEN_EXPIRED);
    assertThat(desk.open(token, "s3").await().who()).isEqualTo(GUEST);
    desk.clock.pass(Duration.ofMillis(1));
    assertRefused(desk.open(token, "s4"), ProblemCode.TOKEN_EXPIRED);
  }

  @Test
  void a_refreshed_token_takes_the_place_of_the_old_one() {
    var old = desk.issue();
    desk.open(old, "s1").await();
    desk.clock.pass(Duration.ofMinutes(20));
    var fresh = desk.refresh(old).await();
    assertThat(fresh.expiresAt()).isEqualTo(desk.clock.millis() + 1_800_000);
    assertThat(fresh.usage().tokens()).isEqualTo(1);
    assertRefused(desk.open(old, "s2"), ProblemCode.TOKEN_REVOKED);
    assertRefused(desk.refresh(old), ProblemCode.TOKEN_REVOKED);
    assertThat(revoked).as("what runs goes on").isEmpty();
    desk.close(old, "s1", 0);
    desk.open(fresh.token(), "s3").await();
    assertThat(desk.usage().day()).as("the same download").isEqualTo(1);
  }

  @Test
  void is_renewed_by_its_name_for_its_owner_wherever_they_are() {
    var old = desk.issue();
    desk.open(old, "s1").await();
    desk.clock.pass(Duration.ofMinutes(40));
    var stranger = new Renewal("g2", Digests.of(old), ELSEWHERE);
    assertRefused(TokenMessages.RENEW.ask(vertx, stranger), ProblemCode.TOKEN_NOT_FOUND);
    var owner = new Renewal(GUEST.id(), Digests.of(old), ELSEWHERE);
    var fresh = TokenMessages.RENEW.ask(vertx, owner).await();
    assertThat(desk.check(fresh.token(), ELSEWHERE).await().who()).isEqualTo(GUEST);
    assertRefused(desk.check(fresh.token()), ProblemCode.TOKEN_ELSEWHERE);
    assertRefused(TokenMessages.RENEW.ask(vertx, owner), ProblemCode.TOKEN_REVOKED);
  }

  @Test
  void is_not_refreshed_for_ever() {
    var token = desk.issue();
    for (var i = 0; i < 57; i++) {
      desk.clock.pass(Duration.ofMinutes(25));
      token = desk.refresh(token).await().token();
    }
    desk.clock.pass(Duration.ofMinutes(15));
    assertRefused(desk.refresh(token), ProblemCode.TOKEN_EXPIRED);
    assertThat(desk.check(token).await().who()).isEqualTo(GUEST);
  }

  @Test
  void an_expired_download_is_not_refreshed_past_the_limit_of_tokens() {
    desk.tiers.put("free", TestTiers.of(10, 1, 20, 3));
    var begun = desk.issue();
    desk.open(begun, "s1").await();
    desk.clock.pass(Duration.ofMinutes(30));
    desk.issue();
    var refused = Problems.of(desk.refresh(begun));
    assertThat(refused.code()).isEqualTo(ProblemCode.TOO_MANY_TOKENS);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void a_revoked_token_is_told_of_and_opens_nothing_any_more() throws InterruptedException {
    var token = desk.issue();
    var other = desk.issue();
    desk.revoke(token).await();
    assertThat(revoked.poll(5, TimeUnit.SECONDS)).isEqualTo(Digests.of(token));
    assertRefused(desk.open(token, "s"), ProblemCode.TOKEN_REVOKED);
    assertRefused(desk.refresh(token), ProblemCode.TOKEN_REVOKED);
    desk.revoke(token).await();
    assertThat(desk.usage().tokens()).isEqualTo(1);
    assertThat(desk.check(other).await().who()).isEqualTo(GUEST);
    assertRefused(desk.revoke("a.b.c"), ProblemCode.TOKEN_NOT_FOUND);
  }

  @Test
  void revoking_the_new_token_stops_what_runs_of_the_old_one() throws InterruptedException {
    var old = desk.issue();
    desk.open(old, "s1").await();
    var fresh = desk.refresh(old).await().token();
    desk.revoke(fresh).await();
    assertThat(List.of(take(), take()))
        .containsExactlyInAnyOrder(Digests.of(old), Digests.of(fresh));
  }

  @Test
  void whoever_missed_a_revocation_hears_of_it_when_keeping_slots() throws InterruptedException {
    var token = desk.issue();
    desk.open(token, "s1").await();
    desk.revoke(token).await();
    var digest = take();
    assertThat(take()).as("over Redis, too").isEqualTo(digest);
    var keep = new Keep(List.of(running("s1", GUEST.id()), running("x", "someone")));
    TokenMessages.KEEP.ask(vertx, keep).await();
    assertThat(take()).isEqualTo(digest);
    desk.clock.pass(TokenDesk.LEASE.multipliedBy(3));
    TokenMessages.KEEP.ask(vertx, keep).await();
    assertThat(revoked).isEmpty();
  }

  @Test
  void kept_slots_outlive_their_lease() {
    desk.tiers.put("free", TestTiers.of(10, 5, 20, 1));
    var token = desk.issue();
    desk.open(token, "s1").await();
    for (var i = 0; i < 4; i++) {
      desk.clock.pass(TokenDesk.LEASE.dividedBy(2));
      TokenMessages.KEEP.ask(vertx, new Keep(List.of(running("s1", GUEST.id())))).await();
    }
    assertRefused(desk.open(token, "s2"), ProblemCode.TOO_MANY_STREAMS);
  }

  private static Running running(String stream, String person) {
    return new Running(new Slot(stream, person), "a token", 0);
  }

  private String take() throws InterruptedException {
    return String.valueOf(revoked.poll(5, TimeUnit.SECONDS));
  }
}
