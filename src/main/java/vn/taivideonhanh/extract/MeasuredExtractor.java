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
  private boolean counted;

  /**
   * For one extractor.
   *
   * @param warm of all extractors of the node, see {@link #count}
   */
  public MeasuredExtractor(Extractor inner, MeterRegistry meters, AtomicInteger warm) {
    this.inner = inner;
    this.meters = meters;
    this.warm = warm;
  }

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
          var outcome = done.succeeded() ? "ok" : Failure.of(done.cause()).code().slug();
          Timer.builder("tvn.extract.duration")
              .description("Analyses by yt-dlp, each attempt")
              .tags("site", KnownSite.of(url), "outcome", outcome)
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
