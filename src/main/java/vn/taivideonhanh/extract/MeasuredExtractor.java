package vn.taivideonhanh.extract;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;

/**
 * An extractor of which is known how long its jobs take and how they end: {@code
 * tvn.extract.duration} by {@link KnownSite} and by outcome, {@code ok} or the slug of the problem.
 * {@code tvn.extract.warm} is how many of the node are ready for jobs.
 */
public final class MeasuredExtractor implements Extractor {
  private static final Duration[] DURATIONS = {
    Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30)
  };

  private final Extractor inner;
  private final MeterRegistry meters;
  private final AtomicInteger warm;
  private final String version;
  private final Consumer<Ended> watch;
  private boolean counted;

  /**
   * For one extractor.
   *
   * @param version of its yt-dlp
   */
  public MeasuredExtractor(Extractor inner, String version, Measures measures) {
    this.inner = inner;
    this.version = version;
    this.meters = measures.meters;
    this.warm = measures.warm;
    this.watch = measures.watch;
  }

  /**
   * Where it is told.
   *
   * @param warm of all extractors of the node, see {@link #count}
   * @param watch hears each end
   */
  public record Measures(MeterRegistry meters, AtomicInteger warm, Consumer<Ended> watch) {}

  /** The count of a node's warm extractors, as a gauge. */
  public static AtomicInteger count(MeterRegistry meters) {
    var count = new AtomicInteger();
    var _ = meters.gauge("tvn.extract.warm", count);
    return count;
  }

  @Override
  public Future<Void> start() {
    return inner
        .start()
        .onSuccess(_ -> {
          counted = true;
          warm.incrementAndGet();
        });
  }

  @Override
  public Future<MediaInfo> extract(String jobId, String url, Consumer<String> step) {
    var start = System.nanoTime();
    return inner
        .extract(jobId, url, step)
        .onComplete(done -> {
          var problem = done.succeeded() ? null : Failure.of(done.cause()).code();
          var site = KnownSite.of(url);
          watch.accept(new Ended(version, site, KnownSite.isOne(site), url, problem));
          var outcome = problem == null ? "ok" : problem.slug();
          Timer.builder("tvn.extract.duration")
              .description("Analyses by yt-dlp, each attempt")
              .tags("site", site, "outcome", outcome)
              .serviceLevelObjectives(DURATIONS)
              .register(meters)
              .record(Duration.ofNanos(System.nanoTime() - start));
        });
  }

  @Override
  public void cancel(String jobId) {
    inner.cancel(jobId);
  }

  @Override
  public Future<Void> stop() {
    if (counted) {
      counted = false;
      warm.decrementAndGet();
    }
    return inner.stop();
  }
}
