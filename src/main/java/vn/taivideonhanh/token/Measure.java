package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Gives a plan the size that the site itself tells, where that is not known and can be had.
 *
 * @param exactSize asks a site how long a file is
 */
record Measure(Function<Source.File, Future<@Nullable Long>> exactSize) {
  private static final Logger LOG = LoggerFactory.getLogger(Measure.class);
  private static final Duration PROBE = Duration.ofSeconds(3);

  /** Whether there is anything to ask. */
  static boolean concerns(StreamPlan plan) {
    return plan instanceof StreamPlan.Direct && plan.head().size().kind() != Size.Kind.EXACT;
  }

  /** The plan itself when there is nothing to ask, or no answer. */
  Future<StreamPlan> of(StreamPlan plan) {
    if (!(plan instanceof StreamPlan.Direct direct) || !concerns(plan)) {
      return Future.succeededFuture(plan);
    }
    return exactSize
        .apply(direct.source())
        .timeout(PROBE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> {
          LOG.debug("the site did not tell how long a file is", cause);
          return Future.succeededFuture();
        })
        .map(bytes -> bytes == null ? direct : sized(direct, bytes));
  }

  private static StreamPlan sized(StreamPlan.Direct plan, long bytes) {
    var head = plan.head();
    var measured =
        new StreamPlan.Head(
            head.pageUrl(),
            head.identity(),
            head.title(),
            head.ext(),
            head.mediaType(),
            head.durationSeconds(),
            Size.exact(bytes));
    return new StreamPlan.Direct(measured, plan.formatId(), plan.source());
  }
}
