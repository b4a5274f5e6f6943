package vn.taivideonhanh.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;
import static vn.taivideonhanh.token.TokenDesk.HOME;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.AppConfig.Tier;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Noted;
import vn.taivideonhanh.relay.RelayMessages.Open;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.relay.RelayMessages.Renew;
import vn.taivideonhanh.relay.RelayMessages.Report;
import vn.taivideonhanh.relay.RelayMessages.Stop;
import vn.taivideonhanh.token.FakeAnalysis;
import vn.taivideonhanh.token.Problems;
import vn.taivideonhanh.token.TokenDesk;
import vn.taivideonhanh.token.TokenMessages.Bind;

/** The relay with a real token verticle on a real Redis; only the analysis is a stand-in. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class RelayVerticleTest {
  private static final Duration LEASE = Duration.ofMillis(150);

  private final LinkedBlockingQueue<Progress> progress = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Stop> stops = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Vertx vertx;
  private RedisStore store;
  private TokenDesk desk;
  private String deployment = "";

  @BeforeEach
  void start(Vertx given, RedisStore redis) {
    vertx = given;
    store = redis;
    desk = new TokenDesk(vertx, store).start();
    RelayMessages.PROGRESS.hear(vertx, progress::add).completion().await();
    RelayMessages.STOP.hear(vertx, stops::add).completion().await();
    var settings = new RelaySettings(store, "t", LEASE, Duration.ofMillis(200), desk.clock, meters);
    deployment = vertx.deployVerticle(new RelayVerticle(settings)).await();
  }

  @AfterEach
  void stop() {
    vertx.undeploy(deployment).await();
  }

  @Test
  void opens_a_stream_for_a_token() {
    var token = desk.issue();
    var opened = open(token).await();
    assertThat(opened.streamId()).matches("[0-9a-f]{32}");
    assertThat(opened.plan().head().title()).isEqualTo("A title");
    assertThat(desk.usage().day()).isEqualTo(1);
    assertThat(live("direct")).isEqualTo(1);
    assertRefused(open("no token"), ProblemCode.TOKEN_NOT_FOUND);
  }

  @Test
  void a_head_request_takes_nothing() {
    var token = desk.issue();
    var head = RelayMessages.HEAD.ask(vertx, new RelayMessages.Head(token, HOME)).await();
    assertThat(head.streamId()).isEmpty();
    assertThat(head.plan().head().title()).isEqualTo("A title");
    assertThat(desk.usage().day()).isZero();
    assertThat(live("direct")).isZero();
  }

  @Test
  void tells_those_who_watch_at_most_twice_a_second() throws InterruptedException {
    var stream = open(desk.issue()).await();
    for (var sent = 1; sent <= 10; sent++) {
      report(stream, sent * 10L);
      desk.clock.pass(Duration.ofMillis(100));
    }
    close(stream, 100, Outcome.COMPLETE);
    assertThat(List.of(position(), position(), position())).containsExactly(10L, 60L, 100L);
    assertThat(progress).isEmpty();
  }

  @Test
  void a_closed_stream_gives_its_slot_back_and_leaves_a_book() throws InterruptedException {
    desk.tiers.put("free", new Tier(10, 5, 20, 1, 1));
    var token = desk.issue();
    var stream = open(token).await();
    assertRefused(open(token), ProblemCode.TOO_MANY_STREAMS);
    report(stream, 600);
    desk.clock.pass(Duration.ofMillis(100));
    close(stream, 1000, Outcome.COMPLETE);
    close(stream, 1000, Outcome.COMPLETE);

    assertThat(position()).isEqualTo(600);
    var last = take(progress);
    assertThat(last.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(last.total()).isEqualTo(1000);
    assertThat(last.digest()).isEqualTo(stream.digest());
    assertThat(count("tvn.stream.bytes", "direction", "client")).isEqualTo(1000);
    assertThat(count("tvn.stream.bytes", "direction", "upstream")).isEqualTo(1000);
    assertThat(count("tvn.streams", "outcome", "complete")).isEqualTo(1);
    assertThat(count("tvn.streams.truncated", "none", null)).isZero();
    assertThat(live("direct")).isZero();
    var book = book();
    assertThat(book.getString("token")).isEqualTo(stream.digest().substring(0, 12));
    assertThat(book.getString("outcome")).isEqualTo("complete");
    assertThat(book.getLong("sent")).isEqualTo(1000);
    assertThat(book.encode()).doesNotContain(token, HOME.prefix(), stream.digest());
    assertThat(open(token).await().streamId()).isNotEqualTo(stream.streamId());
  }

  @Test
  void a_stream_that_sent_nothing_costs_nothing() {
    var stream = open(desk.issue()).await();
    close(stream, 0, Outcome.REFUSED);
    assertThat(desk.usage().day()).isZero();
  }

  @Test
  void keeps_the_slots_of_streams_that_are_heard_of() throws InterruptedException {
    var stream = open(desk.issue()).await();
    desk.clock.pass(LEASE.dividedBy(2));
    var until = Double.valueOf((double) (desk.clock.millis() + TokenDesk.LEASE.toMillis()));
    var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!until.equals(lease(stream)) && System.nanoTime() < deadline) {
      vertx.timer(20, TimeUnit.MILLISECONDS).await();
    }
    assertThat(lease(stream)).isEqualTo(until);
    assertThat(stops).isEmpty();
  }

  @Test
  void gives_up_a_stream_of_which_nothing_is_heard() throws InterruptedException {
    var stream = open(desk.issue()).await();
    report(stream, 5);
    desk.clock.pass(LEASE.plusMillis(1));
    assertThat(take(stops)).isEqualTo(new Stop(stream.streamId(), Outcome.CUT));
    assertThat(position()).isEqualTo(5);
    assertThat(take(progress).outcome()).isEqualTo(Outcome.CUT);
    assertThat(count("tvn.streams.truncated", "none", null)).isEqualTo(1);
    report(stream, 6);
    assertThat(take(stops))
        .as("it is told again")
        .isEqualTo(new Stop(stream.streamId(), Outcome.CUT));
  }

  @Test
  void a_revoked_token_stops_its_streams_and_no_other() throws InterruptedException {
    var token = desk.issue();
    var one = open(token).await();
    var other = open(desk.issue()).await();
    desk.revoke(token).await();
    assertThat(take(stops)).isEqualTo(new Stop(one.streamId(), Outcome.REVOKED));
    close(one, 10, Outcome.REVOKED);
    report(other, 1);
    assertThat(stops).allMatch(stop -> stop.streamId().equals(one.streamId()));
  }

  @Test
  void renews_the_sources_and_nothing_else() {
    var stream = open(desk.issue(GUEST, "137", Bind.NONE).await().token()).await();
    desk.analysis.media = FakeAnalysis.video("https://cdn.example/new/");
    var renewed = renew(stream).await();
    assertThat(renewed.plan().head()).isEqualTo(stream.plan().head());
    assertThat(renewed.plan())
        .isInstanceOfSatisfying(
            StreamPlan.Direct.class,
            plan -> assertThat(plan.source().url()).isEqualTo("https://cdn.example/new/137"));
    assertThat(desk.analysis.renewals).hasValue(1);
  }

  @Test
  void does_not_go_on_with_a_file_that_is_another_or_gone() {
    var stream = open(desk.issue()).await();
    var now = FakeAnalysis.video("https://cdn.example/new/");
    desk.analysis.media = with(now, "v2", now.formats().subList(0, 1));
    assertRefused(renew(stream), ProblemCode.SOURCE_CHANGED);
    desk.analysis.media = with(now, "v1", now.formats().subList(1, 4));
    assertRefused(renew(stream), ProblemCode.SOURCE_UNAVAILABLE);
    var longer = now.formats().getFirst().withSize(Size.exact(1001));
    desk.analysis.media = with(now, "v1", List.of(longer));
    assertRefused(renew(stream), ProblemCode.SOURCE_CHANGED);
    close(stream, 1, Outcome.CUT);
    assertRefused(renew(stream), ProblemCode.SOURCE_UNAVAILABLE);
  }

  @Test
  void a_node_that_drains_waits_for_its_streams_then_stops_them() throws InterruptedException {
    var token = desk.issue();
    var stream = open(token).await();
    var drained = RelayMessages.DRAIN.ask(vertx, new RelayMessages.Drain());
    var refused = Problems.of(open(token));
    assertThat(refused.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(refused.retryAfter()).isPositive();
    assertThat(take(stops)).isEqualTo(new Stop(stream.streamId(), Outcome.DRAINED));
    close(stream, 10, Outcome.DRAINED);
    assertThat(drained.await().stopped()).isEqualTo(1);
  }

  @Test
  void a_node_without_streams_drains_at_once() {
    var stream = open(desk.issue()).await();
    var drained = RelayMessages.DRAIN.ask(vertx, new RelayMessages.Drain());
    close(stream, 10, Outcome.COMPLETE);
    assertThat(drained.await().stopped()).isZero();
    assertThat(stops).isEmpty();
  }

  @Test
  void a_stream_that_does_not_stop_when_told_does_not_hold_the_node() {
    var token = desk.issue();
    var _ = open(token).await();
    assertThat(RelayMessages.DRAIN.ask(vertx, new RelayMessages.Drain()).await().stopped())
        .isEqualTo(1);
    assertThat(live("direct")).isZero();
  }

  private Future<Opened> open(String token) {
    return RelayMessages.OPEN.ask(vertx, new Open(token, HOME));
  }

  private Future<Opened> renew(Opened stream) {
    return RelayMessages.RENEW.ask(vertx, new Renew(stream.streamId()));
  }

  private void report(Opened stream, long sent) {
    Noted _ = RelayMessages.REPORT.ask(vertx, figures(stream, sent)).await();
  }

  private void close(Opened stream, long sent, Outcome outcome) {
    Noted _ =
        RelayMessages.CLOSE.ask(vertx, new Close(figures(stream, sent), outcome, 0, null)).await();
  }

  private static Report figures(Opened stream, long sent) {
    return new Report(stream.streamId(), 1000L, 0, sent, sent);
  }

  private static MediaInfo with(MediaInfo media, String id, List<Format> formats) {
    return new MediaInfo(
        media.site(),
        id,
        media.pageUrl(),
        media.title(),
        null,
        null,
        null,
        false,
        formats,
        List.of(),
        List.of(),
        List.of());
  }

  private double live(String lane) {
    return meters.get("tvn.streams.live").tag("lane", lane).gauge().value();
  }

  private double count(String name, String tag, @Nullable String value) {
    var search = meters.get(name);
    return (value == null ? search : search.tag(tag, value)).counter().count();
  }

  private JsonObject book() {
    var entries = store.send(Command.XRANGE, "t:rl:books", "-", "+").await();
    return new JsonObject(Objects.requireNonNull(entries).get(0).get(1).get(1).toString());
  }

  private @Nullable Double lease(Opened stream) {
    var score =
        store.send(Command.ZSCORE, "t:tk:{" + GUEST.id() + "}:slots", stream.streamId()).await();
    return score == null ? null : score.toDouble();
  }

  private long position() throws InterruptedException {
    return take(progress).position();
  }

  private static <T> T take(LinkedBlockingQueue<T> queue) throws InterruptedException {
    return Objects.requireNonNull(queue.poll(5, TimeUnit.SECONDS), "nothing was told");
  }
}
