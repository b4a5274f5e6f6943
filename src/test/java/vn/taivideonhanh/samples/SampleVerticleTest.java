package vn.taivideonhanh.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.monitoring.MonitoringVerticle;
import vn.taivideonhanh.monitoring.PartHealth;
import vn.taivideonhanh.monitoring.Probes;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.samples.Sample.Figure;
import vn.taivideonhanh.samples.SampleMessages.AskCharts;
import vn.taivideonhanh.samples.SampleMessages.AskSites;
import vn.taivideonhanh.samples.SampleMessages.Sampled;

/** Samples of a real node's meters in a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SampleVerticleTest {
  private static final long MINUTE = 60_000;

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void each_minute_leaves_a_sample_from_which_charts_and_sites_are_made(
      Vertx vertx, RedisStore store) throws Exception {
    var now = new AtomicLong(100 * MINUTE - 1);
    InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    var probe =
        Probes.fixed("queue", true, PartHealth.up("Well.", Map.of("waiting", 4, "active", 1)));
    vertx.deployVerticle(new MonitoringVerticle(clock, meters, List.of(probe))).await();
    meters.timer("tvn.extract.duration", "site", "vimeo", "outcome", "ok").record(Duration.ZERO);
    meters.counter("tvn.stream.bytes", "lane", "mux", "direction", "client").increment(15);
    var sampled = new LinkedBlockingQueue<Sampled>();
    SampleMessages.SAMPLED.hear(vertx, sampled::add).completion().await();
    vertx.deployVerticle(new SampleVerticle(new SampleLog(store, "t"), clock, meters)).await();

    now.incrementAndGet();
    var first = Objects.requireNonNull(sampled.poll(20, TimeUnit.SECONDS));
    assertThat(first.at()).isEqualTo(100 * MINUTE);
    var charts = SampleMessages.CHARTS.ask(vertx, new AskCharts(60)).await();
    assertThat(charts.stepSeconds()).isEqualTo(60);
    var point = (int) ((first.at() - charts.from()) / MINUTE);
    assertThat(charts.waiting()).hasSize(60);
    assertThat(charts.waiting().get(point)).isEqualTo(4);
    assertThat(charts.bytes().get(point)).isEqualTo(15);
    assertThat(charts.memoryBytes().get(point)).isPositive();
    assertThat(charts.waiting().get(point - 1)).isNull();
    var sites = SampleMessages.SITES.ask(vertx, new AskSites()).await().sites();
    assertThat(sites).extracting(SampleMessages.Site::name).containsExactly("vimeo");
    assertThat(sites.getFirst().lastDone()).isEqualTo(first.at());
  }

  @Test
  void a_day_makes_no_more_points_than_a_screen_has_room_for(Vertx vertx, RedisStore store) {
    vertx
        .deployVerticle(
            new SampleVerticle(new SampleLog(store, "t"), InstantSource.system(), meters))
        .await();
    var charts = SampleMessages.CHARTS.ask(vertx, new AskCharts(1440)).await();
    assertThat(charts.cpu()).hasSize(360).containsOnlyNulls();
  }

  @Test
  void a_day_of_ten_nodes_is_read_beside_the_event_loop(Vertx vertx, RedisStore store) {
    var today = 1_440;
    for (var node = 0; node < 10; node++) {
      var command = new ArrayList<Object>(List.of("t:mo:samples"));
      for (var minute = 1; minute <= today; minute++) {
        var sample = new Sample(minute * MINUTE, "n" + node, Map.of(Figure.STREAMS, 2.0), Map.of());
        command.addAll(List.of(sample.at(), sample.json()));
      }
      var _ = store.send(Command.ZADD, command.toArray()).await();
    }
    InstantSource clock = () -> Instant.ofEpochMilli(today * MINUTE);
    var log = new SampleLog(store, "t");
    vertx.deployVerticle(new SampleVerticle(log, clock, meters)).await();
    var charts = SampleMessages.CHARTS.ask(vertx, new AskCharts(today)).await();
    assertThat(charts.streams()).hasSize(360).containsOnly(20.0);
    assertThat(log.since(vertx, 0, _ -> Context.isOnEventLoopThread()).await()).isFalse();
  }

  @Test
  void old_samples_are_purged_and_what_is_left_ends_by_itself(Vertx vertx, RedisStore store) {
    var log = new SampleLog(store, "t");
    var day = SampleLog.KEEP.toMillis();
    log.add(new Sample(MINUTE, "a", Map.of(), Map.of())).await();
    log.add(new Sample(2 * MINUTE, "a", Map.of(), Map.of())).await();
    assertThat(log.purge(day + 2 * MINUTE).await()).isEqualTo(1);
    assertThat(log.since(vertx, 0, samples -> samples).await())
        .extracting(Sample::at)
        .containsExactly(2 * MINUTE);
    var left = Objects.requireNonNull(store.send(Command.PTTL, "t:mo:samples").await());
    assertThat(left.toLong()).isPositive();
  }
}
