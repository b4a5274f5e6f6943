package vn.taivideonhanh.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.monitoring.MonitoringMessages.AskFigures;
import vn.taivideonhanh.monitoring.MonitoringMessages.AskHealth;
import vn.taivideonhanh.monitoring.MonitoringMessages.Health;
import vn.taivideonhanh.monitoring.MonitoringMessages.Scrape;
import vn.taivideonhanh.monitoring.MonitoringMessages.Status;

/** The real verticle over the real bus; probes are the test's own. */
class MonitoringVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private void deploy(Probe... probes) {
    vertx.deployVerticle(new MonitoringVerticle(clock, meters, List.of(probes))).await();
  }

  private Health health() {
    return MonitoringMessages.HEALTH.ask(vertx, new AskHealth()).await();
  }

  private static Probe fixed(String name, boolean critical, Status status) {
    return Probes.fixed(name, critical, new PartHealth(status, "As it is.", Map.of("n", 7)));
  }

  @Test
  void a_server_without_parts_is_up() {
    deploy();
    assertThat(health().status()).isEqualTo(Status.UP);
    assertThat(health().ready()).isTrue();
  }

  @Test
  void a_part_that_is_not_up_degrades_and_a_critical_one_that_is_down_ends_readiness() {
    deploy(fixed("a", true, Status.UP), fixed("b", false, Status.DOWN));
    assertThat(health().status()).isEqualTo(Status.DEGRADED);
    assertThat(health().ready()).isTrue();
  }

  @Test
  void a_critical_part_that_is_degraded_does_not_end_readiness() {
    deploy(fixed("a", true, Status.DEGRADED));
    assertThat(health().status()).isEqualTo(Status.DEGRADED);
    assertThat(health().ready()).isTrue();
  }

  @Test
  void parts_are_told_in_order_with_their_sentences() {
    deploy(fixed("b", true, Status.DOWN), fixed("a", false, Status.UP));
    var health = health();
    assertThat(health.status()).isEqualTo(Status.DOWN);
    assertThat(health.ready()).isFalse();
    assertThat(health.live()).isTrue();
    assertThat(health.parts()).extracting(MonitoringMessages.Part::name).containsExactly("b", "a");
    assertThat(health.parts().getFirst().sentence()).isEqualTo("As it is.");
    assertThat(health.parts().getFirst().figures()).isEqualTo(Map.of("n", 7));
  }

  @Test
  void a_probe_that_fails_throws_or_is_silent_is_down() {
    Promise<PartHealth> never = Promise.promise();
    deploy(
        new Probe("fails", false, () -> Future.failedFuture("no")),
        new Probe(
            "throws",
            false,
            () -> {
              throw new IllegalStateException("no");
            }),
        new Probe("silent", false, never::future));
    assertThat(health().parts())
        .allSatisfy(part -> {
          assertThat(part.status()).as(part.name()).isEqualTo(Status.DOWN);
          assertThat(part.sentence()).isNotEmpty();
        });
  }

  @Test
  void parts_are_asked_at_most_every_two_seconds() {
    var asked = new AtomicInteger();
    deploy(
        new Probe(
            "a",
            true,
            () ->
                Future.succeededFuture(
                    PartHealth.up("Asked " + asked.incrementAndGet() + " times.", Map.of()))));
    for (var i = 0; i < 5; i++) {
      assertThat(health().parts().getFirst().sentence()).isEqualTo("Asked 1 times.");
    }
    now.addAndGet(2_000);
    assertThat(health().parts().getFirst().sentence()).isEqualTo("Asked 2 times.");
  }

  @Test
  void what_has_turned_is_told_at_once() {
    var told = new AtomicBoolean();
    deploy(
        fixed("a", true, Status.UP),
        new Probe(
            "end",
            true,
            () ->
                Future.succeededFuture(
                    new PartHealth(told.get() ? Status.DOWN : Status.UP, "So.", Map.of())),
            told::get));
    assertThat(health().ready()).isTrue();
    told.set(true);
    assertThat(health().ready()).isFalse();
    assertThat(health().ready()).isFalse();
  }

  @Test
  void the_disk_is_looked_at() {
    deploy(Probes.disk(vertx, Path.of("target")));
    var part = health().parts().getFirst();
    assertThat(part.name()).isEqualTo("disk");
    assertThat(part.figures()).containsKeys("freeBytes", "totalBytes");
    var missing = Probes.disk(vertx, Path.of("not", "there")).look().get();
    assertThatThrownBy(missing::await).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void figures_are_summed_up() {
    deploy(Probes.fixed("queue", true, PartHealth.up("Well.", Map.of("waiting", 3, "active", 2))));
    for (var status : List.of("2xx", "2xx", "5xx")) {
      Timer.builder("tvn.http.requests")
          .tags("route", "/", "method", "GET", "status", status)
          .register(meters)
          .record(Duration.ofMillis(5));
    }
    meters.counter("tvn.stream.bytes", "lane", "direct", "direction", "client").increment(10);
    meters.counter("tvn.stream.bytes", "lane", "direct", "direction", "upstream").increment(9);
    meters.counter("tvn.stream.bytes", "lane", "mux", "direction", "client").increment(5);
    var summary = MonitoringMessages.FIGURES.ask(vertx, new AskFigures()).await();
    assertThat(summary.http()).isEqualTo(new MonitoringMessages.Http(3, 1));
    assertThat(summary.streams().bytes()).isEqualTo(15);
    assertThat(summary.queue()).isEqualTo(new MonitoringMessages.Queue(3, 2));
    assertThat(summary.memory().heapUsed()).isPositive();
    assertThat(summary.uptimeSeconds()).isPositive();
    assertThat(summary.cpu().cores()).isPositive();
    assertThat(summary.eventLoopLagMillis()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void prometheus_reads_everything() {
    deploy(fixed("redis", true, Status.DEGRADED));
    var scraped = MonitoringMessages.SCRAPE.ask(vertx, new Scrape("")).await();
    assertThat(scraped.mediaType()).startsWith("text/plain; version=0.0.4");
    assertThat(scraped.text())
        .contains("tvn_part_status{part=\"redis\"} 1.0")
        .contains("tvn_part_figure{figure=\"n\",part=\"redis\"} 7.0")
        .contains("tvn_loop_lag_seconds_count")
        .contains("jvm_memory_used_bytes");
    var open = MonitoringMessages.SCRAPE.ask(vertx, new Scrape("application/openmetrics-text"));
    assertThat(open.await().text()).endsWith("# EOF\n");
  }

  @Test
  void an_event_loop_that_is_held_up_shows() {
    deploy();
    vertx.runOnContext(_ -> {
      var until = System.nanoTime() + 600_000_000L;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    });
    var deadline = System.nanoTime() + 10_000_000_000L;
    var lag = 0.0;
    while (lag < 200 && System.nanoTime() < deadline) {
      lag = MonitoringMessages.FIGURES.ask(vertx, new AskFigures()).await().eventLoopLagMillis();
    }
    assertThat(lag).isGreaterThanOrEqualTo(200);
  }
}
