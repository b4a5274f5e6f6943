package vn.taivideonhanh.monitoring;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import vn.taivideonhanh.monitoring.MonitoringMessages.Health;
import vn.taivideonhanh.monitoring.MonitoringMessages.Scraped;

/** Answers how the server is; one instance, on an event loop. */
public final class MonitoringVerticle extends VerticleBase {
  /** How often gauges of the parts are brought up to date when nobody asks. */
  private static final long REFRESH_MILLIS = 10_000;

  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final InstantSource clock;
  private final PrometheusMeterRegistry meters;
  private final List<Probe> probes;
  private final LoopLag lag;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * For one node.
   *
   * @param meters where every part of the node counts; scraped and summed up here
   * @param probes in the order in which parts are shown
   */
  public MonitoringVerticle(
      InstantSource clock, PrometheusMeterRegistry meters, List<Probe> probes) {
    this.clock = clock;
    this.meters = meters;
    this.probes = List.copyOf(probes);
    this.lag = new LoopLag(meters);
  }

  @Override
  public Future<?> start() {
    measureJvm();
    lag.start(vertx);
    var checkup = new Checkup(vertx, clock, probes);
    var gauges = new PartGauges(meters);
    var summaries = new Summaries(meters, clock, lag);
    MonitoringMessages.HEALTH.serve(vertx, _ -> checkup.health());
    MonitoringMessages.FIGURES.serve(vertx, _ -> checkup.health().map(summaries::of));
    MonitoringMessages.SCRAPE.serve(
        vertx, ask -> checkup.health().map(health -> scrape(gauges, health, ask.accept())));
    vertx.setPeriodic(
        REFRESH_MILLIS, _ -> checkup.health().onSuccess(gauges::show).onFailure(_ -> {}));
    return checkup.health().onSuccess(gauges::show);
  }

  private void measureJvm() {
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    collections.bindTo(meters);
  }

  private Scraped scrape(PartGauges gauges, Health health, String accept) {
    gauges.show(health);
    var mediaType =
        accept.contains(OPEN_METRICS)
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    return new Scraped(mediaType, meters.scrape(mediaType));
  }

  @Override
  public Future<?> stop() {
    lag.stop();
    collections.close();
    return Future.succeededFuture();
  }
}
