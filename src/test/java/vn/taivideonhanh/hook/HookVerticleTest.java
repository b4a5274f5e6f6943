package vn.taivideonhanh.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.taivideonhanh.hook.Listener.answering;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.analysis.QueueMessages.QueuedJob;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.config.Webhooks;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.freshness.FreshnessMessages;
import vn.taivideonhanh.freshness.FreshnessMessages.RolledBack;
import vn.taivideonhanh.hook.HookMessages.AskSubscribers;
import vn.taivideonhanh.hook.HookMessages.Delivery;
import vn.taivideonhanh.hook.HookMessages.Enable;
import vn.taivideonhanh.hook.HookMessages.Page;
import vn.taivideonhanh.hook.HookMessages.Read;
import vn.taivideonhanh.hook.HookMessages.Retry;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;

/** Webhooks over real sockets to a server that checks what it is told, with a real queue. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class HookVerticleTest {
  private static final AppConfig CONFIG = ConfigLoader.load(null, Map.of());
  private static final List<String> EVENTS = List.copyOf(Webhooks.EVENTS);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  @TempDir Path folder;
  private Vertx vertx;
  private RedisStore store;
  private Listener listener;

  @BeforeEach
  void start(Vertx given, RedisStore redis) {
    vertx = given;
    store = redis;
    listener = new Listener(vertx);
  }

  private Webhooks.Endpoint endpoint(String name, Listener heard, byte[]... secrets)
      throws IOException {
    var file = folder.resolve("secret-" + name);
    var lines =
        Stream.of(secrets)
            .map(each -> "whsec_" + Base64.getEncoder().encodeToString(each) + "\n")
            .collect(Collectors.joining());
    Files.writeString(file, lines);
    return new Webhooks.Endpoint(name, heard.url(), file, EVENTS);
  }

  private HookSettings settings(int attempts, List<String> allow) throws IOException {
    return settings(attempts, allow, List.of(endpoint("ops", listener, Listener.SECRET)));
  }

  private HookSettings settings(int attempts, List<String> allow, List<Webhooks.Endpoint> told) {
    var brief = Duration.ofMillis(20);
    var webhooks =
        new Webhooks(
            told, allow, attempts, brief, LONGEST_PAUSE, Duration.ofSeconds(3), Duration.ofDays(1));
    var reach = CONFIG.egress().allowing(allow);
    return new HookSettings(
        store,
        "t",
        webhooks,
        owner -> new Upstream(owner, reach, CONFIG.relay()),
        InstantSource.system());
  }

  private void deploy(int attempts) throws Exception {
    var _ =
        vertx
            .deployVerticle(new HookVerticle(settings(attempts, List.of(listener.address()))))
            .await();
  }

  private static Progress stream(String id, long position, @Nullable Outcome outcome) {
    return new Progress("d", "u_1", "A title", id, Lane.EXACT_MUX, 9L, position, outcome, 1, 2);
  }

  private String test() {
    return HookMessages.TEST.ask(vertx, new HookMessages.Test("ops")).await().id();
  }

  private Delivery delivery(String id) {
    return HookMessages.READ.ask(vertx, new Read(id)).await().delivery();
  }

  private Delivery ended(String id) {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Set.of("completed", "dead").contains(delivery(id).state())) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
    return delivery(id);
  }

  @Test
  void what_happens_is_told_once_though_every_node_hears_of_it() throws Exception {
    deploy(3);
    deploy(3);
    RelayMessages.PROGRESS.tell(vertx, stream("s1", 4, null));
    RelayMessages.PROGRESS.tell(vertx, stream("s1", 5, Outcome.COMPLETE));
    RelayMessages.PROGRESS.tell(vertx, stream("s2", 9, Outcome.COMPLETE));
    var finished = listener.next();
    assertThat(finished.body().getString("type")).isEqualTo("download.finished");
    assertThat(finished.body().getString("timestamp")).isEqualTo("1970-01-01T00:00:00.002Z");
    assertThat(finished.body().getJsonObject("data").getMap())
        .containsEntry("streamId", "s2")
        .containsEntry("lane", "exact-mux")
        .containsEntry("total", 9)
        .doesNotContainKey("digest");
    assertThat(ended(finished.id()).last()).isEqualTo("status 200");
    RelayMessages.PROGRESS.tell(vertx, stream("s3", 4, Outcome.CUT));
    assertThat(listener.next().body().getString("type")).isEqualTo("download.cut");
    FreshnessMessages.ROLLED_BACK.tell(vertx, new RolledBack("2", "1", "it failed", 7));
    var back = listener.next().body();
    assertThat(back.getString("type")).isEqualTo("ytdlp.rolled-back");
    assertThat(back.getJsonObject("data").getString("replacement")).isEqualTo("1");
    listener.requireNothingElse();
  }

  @Test
  void a_failed_analysis_is_told_without_the_address_that_was_pasted() throws Exception {
    var trouble = new Trouble("site-unreachable", "Try again.", null);
    var job =
        new QueuedJob("j", "dead", "https://a/?k=secret", "ann", "a", 1, 3, 0, 5, 6L, trouble);
    QueueMessages.READ.serve(
        vertx, _ -> Future.succeededFuture(new QueueMessages.Told(job, List.of())));
    deploy(3);
    QueueMessages.NEWS.tellHere(vertx, new QueueMessages.Event("1-0", "j", "active"));
    QueueMessages.NEWS.tellHere(vertx, new QueueMessages.Event("2-0", "j", "dead"));
    QueueMessages.NEWS.tellHere(vertx, new QueueMessages.Event("2-0", "j", "dead"));
    var told = listener.next();
    assertThat(told.body().getString("type")).isEqualTo("job.failed");
    assertThat(told.body().getJsonObject("data").getMap())
        .containsEntry("requestId", "j")
        .containsEntry("code", "site-unreachable");
    assertThat(told.body().encode()).doesNotContain("secret");
    var _ = ended(told.id());
    listener.requireNothingElse();
  }

  @Test
  void what_was_not_taken_is_told_again_under_the_same_id() throws Exception {
    deploy(9);
    listener.answer = answering(500);
    var id = test();
    assertThat(listener.next().id()).isEqualTo(id);
    listener.answer =
        _ -> {
          // No answer at all.
        };
    assertThat(listener.next().id()).isEqualTo(id);
    listener.answer = answering(204);
    assertThat(listener.next().id()).isEqualTo(id);
    assertThat(ended(id).last()).isEqualTo("status 204");
    var log = HookMessages.READ.ask(vertx, new Read(id)).await().log();
    assertThat(log).anyMatch(line -> line.contains("attempt 1: status 500"));
    assertThat(log).anyMatch(line -> line.contains("no answer in time"));
    assertThat(delivery(id).attempts()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void redirects_are_not_followed_and_who_was_given_up_can_be_tried_again() throws Exception {
    deploy(2);
    listener.answer = answering(302);
    var id = test();
    assertThat(listener.next().id()).isEqualTo(id);
    assertThat(listener.next().id()).isEqualTo(id);
    assertThat(ended(id).state()).isEqualTo("dead");
    var dead = HookMessages.DELIVERIES.ask(vertx, new Page("dead", null, 10)).await();
    assertThat(dead.deliveries()).extracting(Delivery::last).containsExactly("status 302");
    listener.requireNothingElse();
    listener.answer = answering(200);
    assertThat(HookMessages.RETRY.ask(vertx, new Retry(List.of(id))).await().count()).isEqualTo(1);
    assertThat(listener.next().id()).isEqualTo(id);
    assertThat(ended(id).state()).isEqualTo("completed");
  }

  @Test
  void who_says_410_is_told_nothing_until_an_admin_says_else() throws Exception {
    deploy(5);
    listener.answer = answering(410);
    var id = test();
    assertThat(listener.next().id()).isEqualTo(id);
    assertThat(ended(id).state()).isEqualTo("dead");
    var off = HookMessages.SUBSCRIBERS.ask(vertx, new AskSubscribers()).await().subscribers();
    assertThat(off.getFirst().disabledAt()).isNotNull();
    assertThat(off.getFirst().origin()).isEqualTo("http://" + listener.address());
    assertThat(ended(test()).last()).contains("410 before");
    listener.requireNothingElse();
    listener.answer = answering(200);
    assertThat(HookMessages.ENABLE.ask(vertx, new Enable("ops")).await().count()).isEqualTo(1);
    assertThat(ended(test()).state()).isEqualTo("completed");
  }

  @Test
  void a_private_address_is_told_nothing_unless_it_is_allowed() throws Exception {
    var _ = vertx.deployVerticle(new HookVerticle(settings(1, List.of()))).await();
    assertThat(ended(test()).last()).isEqualTo("destination-not-allowed");
    listener.requireNothingElse();
  }

  @Test
  void who_asks_for_a_pause_gets_it_up_to_the_longest_there_is() throws Exception {
    deploy(9);
    listener.answer =
        request -> request.response().setStatusCode(429).putHeader("Retry-After", "3600").end();
    var id = test();
    var first = listener.next();
    listener.answer = answering(204);
    var second = listener.next();
    assertThat(Duration.ofNanos(second.at() - first.at()))
        .isGreaterThan(LONGEST_PAUSE.minusMillis(100));
    assertThat(ended(id).last()).isEqualTo("status 204");
  }

  @Test
  void a_pause_is_seconds_or_a_date_and_nothing_else() {
    var now = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(RetryAfter.of("120", now)).hasMinutes(2);
    assertThat(RetryAfter.of("Mon, 23 Nov 2026 10:00:07 GMT", now)).hasSeconds(7);
    for (var none : new String[] {null, "", "-1", "soon", "1.5", "Mon, 23 Nov 2020 10:00:07 GMT"}) {
      assertThat(RetryAfter.of(none, now)).as("%s", none).isZero();
    }
  }

  @Test
  void each_endpoint_has_its_own_secret_and_two_while_one_replaces_the_other() throws Exception {
    var fresh = "fedcba9876543210fedcba9876543210".getBytes(UTF_8);
    var other = new Listener(vertx, fresh);
    var allow = List.of(listener.address(), other.address());
    var told =
        List.of(
            endpoint("ops", listener, Listener.SECRET),
            endpoint("fresh", other, fresh),
            endpoint("both-old", listener, fresh, Listener.SECRET),
            endpoint("both-new", other, fresh, Listener.SECRET));
    var _ = vertx.deployVerticle(new HookVerticle(settings(1, allow, told))).await();
    RelayMessages.PROGRESS.tell(vertx, stream("s2", 9, Outcome.COMPLETE));
    for (var each : List.of(listener, listener, other, other)) {
      assertThat(each.next().body().getString("type")).isEqualTo("download.finished");
    }
    listener.requireNothingElse();
    other.requireNothingElse();
  }

  @Test
  void a_secret_that_cannot_be_is_refused_at_the_start_and_not_shown() throws Exception {
    var good = settings(1, List.of());
    Files.writeString(folder.resolve("secret-ops"), "whsec_hunter2hunter2");
    assertThatThrownBy(() -> new HookVerticle(good))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("webhooks.endpoints.ops.secretFile")
        .hasMessageNotContaining("hunter2");
  }
}
