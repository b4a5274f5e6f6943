package vn.taivideonhanh.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Stop;
import vn.taivideonhanh.token.FakeAnalysis;
import vn.taivideonhanh.token.Problems;
import vn.taivideonhanh.token.TokenMessages.Bind;

/** Sources that expire and nodes that go down, with a real token verticle on a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class RelayEndsTest {
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
  void renews_the_sources_and_nothing_else() {
    var stream = relay.open(relay.desk.issue(GUEST, "137", Bind.NONE).await().token()).await();
    relay.desk.analysis.media = FakeAnalysis.video("https://cdn.example/new/");
    var renewed = relay.renew(stream).await();
    assertThat(renewed.plan().head()).isEqualTo(stream.plan().head());
    assertThat(renewed.plan())
        .isInstanceOfSatisfying(
            StreamPlan.Direct.class,
            plan -> assertThat(plan.source().url()).isEqualTo("https://cdn.example/new/137"));
    assertThat(relay.desk.analysis.renewals).hasValue(1);
  }

  @Test
  void does_not_go_on_with_a_file_that_is_another_or_gone() {
    var stream = relay.open(relay.desk.issue()).await();
    var now = FakeAnalysis.video("https://cdn.example/new/");
    relay.desk.analysis.media = with(now, "v2", now.formats().subList(0, 1));
    assertRefused(relay.renew(stream), ProblemCode.SOURCE_CHANGED);
    relay.desk.analysis.media = with(now, "v1", now.formats().subList(1, 4));
    assertRefused(relay.renew(stream), ProblemCode.SOURCE_UNAVAILABLE);
    var longer = now.formats().getFirst().withSize(Size.exact(1001));
    relay.desk.analysis.media = with(now, "v1", List.of(longer));
    assertRefused(relay.renew(stream), ProblemCode.SOURCE_CHANGED);
    relay.close(stream, 1, Outcome.CUT);
    assertRefused(relay.renew(stream), ProblemCode.SOURCE_UNAVAILABLE);
  }

  @Test
  void a_node_that_drains_waits_for_its_streams_then_stops_them() throws InterruptedException {
    var token = relay.desk.issue();
    var stream = relay.open(token).await();
    var drained = RelayMessages.DRAIN.ask(vertx, new RelayMessages.Drain());
    var refused = Problems.of(relay.open(token));
    assertThat(refused.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(refused.retryAfter()).isPositive();
    assertThat(RelayDesk.take(relay.stops)).isEqualTo(new Stop(stream.streamId(), Outcome.DRAINED));
    relay.close(stream, 10, Outcome.DRAINED);
    assertThat(drained.await().stopped()).isEqualTo(1);
  }

  @Test
  void a_node_without_streams_drains_at_once() {
    var stream = relay.open(relay.desk.issue()).await();
    var drained = RelayMessages.DRAIN.ask(vertx, new RelayMessages.Drain());
    relay.close(stream, 10, Outcome.COMPLETE);
    assertThat(drained.await().stopped()).isZero();
    assertThat(relay.stops).isEmpty();
  }

  @Test
  void a_stream_that_does_not_stop_when_told_does_not_hold_the_node() {
    var token = relay.desk.issue();
    var _ = relay.open(token).await();
    assertThat(RelayMessages.DRAIN.ask(vertx, new RelayMessages.Drain()).await().stopped())
        .isEqualTo(1);
    assertThat(relay.live("direct")).isZero();
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
        List.of(),
        List.of());
  }
}
