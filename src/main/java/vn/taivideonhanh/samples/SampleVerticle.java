package vn.taivideonhanh.samples;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.monitoring.MonitoringMessages;
import vn.taivideonhanh.monitoring.MonitoringMessages.AskFigures;
import vn.taivideonhanh.samples.SampleMessages.AskCharts;
import vn.taivideonhanh.samples.SampleMessages.Charts;
import vn.taivideonhanh.samples.SampleMessages.Sampled;
import vn.taivideonhanh.samples.SampleMessages.Sites;

/**
 * Notes each minute how its node is, and answers how all nodes were. One instance a node, on an
 * event loop.
 */
public final class SampleVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SampleVerticle.class);
  private static final long MINUTE = 60_000;
  private static final long LOOK_MILLIS = 1_000;

  /** Points of a chart, at most: more than a screen has room for help nobody. */
  private static final int POINTS = 360;

  private final SampleLog log;
  private final InstantSource clock;
  private final Sampler sampler;
  private long latest;

  /** For one node, of whose {@code meters} the samples are made. */
  public SampleVerticle(SampleLog log, InstantSource clock, MeterRegistry meters) {
    this.log = log;
    this.clock = clock;
    this.sampler = new Sampler(meters, UUID.randomUUID().toString().substring(0, 8));
  }

  @Override
  public Future<?> start() {
    latest = Math.floorDiv(clock.millis(), MINUTE);
    vertx.setPeriodic(LOOK_MILLIS, _ -> look());
    return Future.all(
        SampleMessages.CHARTS.serve(vertx, this::charts).completion(),
        SampleMessages.SITES
            .serve(
                vertx,
                _ -> log.since(vertx, oldest(), samples -> new Sites(SiteRecord.of(samples))))
            .completion());
  }

  /** Nodes sample at the same whole minutes, so that their samples can be added. */
  private void look() {
    var minute = Math.floorDiv(clock.millis(), MINUTE);
    if (minute != latest) {
      latest = minute;
      sample(minute * MINUTE);
    }
  }

  private void sample(long minute) {
    MonitoringMessages.FIGURES
        .ask(vertx, new AskFigures())
        .compose(summary -> log.add(sampler.take(minute, summary)))
        .onSuccess(_ -> SampleMessages.SAMPLED.tell(vertx, new Sampled(minute)))
        .onFailure(cause -> LOG.debug("a sample was not kept: {}", cause.getMessage()));
  }

  private Future<Charts> charts(AskCharts ask) {
    var step = Math.ceilDiv(ask.minutes(), POINTS);
    var span = step * MINUTE;
    // Points lie at multiples of their step, so that they do not change as time goes on.
    var from = Math.floorDiv(clock.millis() - ask.minutes() * MINUTE, span) * span + span;
    return log.since(vertx, from, samples -> Chart.of(samples, from, ask.minutes(), step));
  }

  private long oldest() {
    return clock.millis() - SampleLog.KEEP.toMillis();
  }
}
