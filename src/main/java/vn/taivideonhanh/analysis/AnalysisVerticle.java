package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.analysis.AnalysisMessages.Changed;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.Extractor;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.News;
import vn.taivideonhanh.queue.QueueConfig;
import vn.taivideonhanh.queue.Worker;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Subscription;

/** Serves {@link AnalysisMessages}, and does the analyses with an extractor of its own. */
public final class AnalysisVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AnalysisVerticle.class);

  /** A failure answers the same address for as long; then a person's second try is a real one. */
  private static final Duration BRIEF = Duration.ofSeconds(30);

  private static final int STALLS = 2;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final AnalysisParts parts;
  private final boolean first;
  private @Nullable Extractor extractor;
  private @Nullable Worker worker;
  private @Nullable Subscription news;
  private @Nullable Future<Void> resting;

  private AnalysisVerticle(AnalysisParts parts, boolean first) {
    this.parts = parts;
    this.first = first;
  }

  /** The queue of a node's verticles. */
  public static JobQueue queue(AppConfig config, RedisStore store, InstantSource clock) {
    var analysis = config.analysis();
    var settings =
        new QueueConfig(
            config.redis().prefix(),
            "analysis",
            analysis.lease(),
            analysis.keep(),
            BRIEF,
            analysis.attempts(),
            STALLS,
            analysis.waiting(),
            FIRST_PAUSE,
            LONGEST_PAUSE);
    return new JobQueue(store, settings, clock);
  }

  /**
   * The verticles of a node, one a worker. Deploy each by itself, on virtual threads: instances of
   * one deployment would share an event loop.
   */
  public static List<AnalysisVerticle> forNode(AnalysisParts parts) {
    return IntStream.range(0, parts.config().analysis().workers())
        .mapToObj(i -> new AnalysisVerticle(parts, i == 0))
        .toList();
  }

  @Override
  public Future<?> start() {
    var analyses = new Analyses(vertx, parts);
    AnalysisMessages.SUBMIT.serve(vertx, analyses::submit);
    AnalysisMessages.LOOK.serve(vertx, analyses::look);
    AnalysisMessages.CANCEL.serve(vertx, analyses::cancel);
    AnalysisMessages.FETCH.serve(vertx, analyses::fetch);
    AnalysisMessages.RENEW.serve(vertx, analyses::renew);
    new QueueDesk(parts.queue()).serve(vertx);
    new ScheduleDesk(parts).serve(vertx);
    if (first) {
      new ConfiguredLimits(parts.queue().control(), () -> parts.config().queue()).start(vertx);
    }
    var mine = parts.extractors().get();
    extractor = mine;
    var task = new AnalysisTask(vertx, parts, mine);
    var claims = new Worker(vertx, parts.queue(), task, parts.config().analysis().jobsPerWorker());
    worker = claims;
    var _ = AnalysisMessages.RETIRED.hear(vertx, _ -> retire());
    // Warming takes seconds: meanwhile addresses are taken, and their jobs wait in the queue.
    mine.start()
        .compose(_ -> claims.start())
        .onFailure(cause -> LOG.error("this worker makes no analyses", cause));
    return news().recover(cause -> stop().transform(_ -> Future.failedFuture(cause)));
  }

  private Future<?> news() {
    return first
        ? parts.queue().news().hear(this::tell).onSuccess(subscription -> news = subscription)
        : Future.succeededFuture();
  }

  private void tell(News event) {
    AnalysisMessages.CHANGED.tellHere(vertx, new Changed(event.id()));
    QueueMessages.NEWS.tellHere(vertx, QueueDesk.event(event));
  }

  @Override
  public Future<?> stop() {
    var mine = extractor;
    if (news != null) {
      news.cancel();
    }
    return rest().eventually(() -> mine == null ? Future.succeededFuture() : mine.stop());
  }

  private void retire() {
    rest()
        .onSuccess(_ -> LOG.debug("this worker has given its jobs back"))
        .onFailure(cause -> LOG.warn("jobs were not given back: {}", cause.getMessage()));
  }

  /** Takes no more jobs; those of others are answered for as before. */
  private Future<Void> rest() {
    var before = resting;
    if (before != null) {
      return before;
    }
    var claims = worker;
    Future<Void> idle = claims == null ? Future.succeededFuture() : claims.stop();
    resting = idle;
    return idle;
  }
}
