package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Gives a plan an exact length, where that is not known and can be had.
 *
 * @param sites asks them, and gives the plan that comes of it
 */
record Measure(Function<StreamPlan, Future<StreamPlan>> sites) {
  private static final Logger LOG = LoggerFactory.getLogger(Measure.class);
  private static final Duration PROBE = Duration.ofSeconds(5);

  /** The plan itself when there is nothing to ask; never fails. */
  Future<StreamPlan> of(StreamPlan plan) {
    if (!Exact.concerns(plan)) {
      return Future.succeededFuture(plan);
    }
    return sites
        .apply(plan)
        .timeout(PROBE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> {
          LOG.debug("no exact length of what was chosen", cause);
          return Future.succeededFuture(Exact.unmeasured(plan, cause));
        });
  }
}
