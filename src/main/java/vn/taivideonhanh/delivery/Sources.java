package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.function.Supplier;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Finds the sources of a plan again; several that fail at once make one renewal. */
final class Sources {
  private final Renewal<StreamPlan> renewal;

  Sources(Supplier<Future<StreamPlan>> renew) {
    this.renewal = new Renewal<>(renew);
  }

  /** Gives a new address of the file that a format is. */
  Supplier<Future<Target>> of(String formatId) {
    return () -> source(formatId).map(Target::of);
  }

  /** The source of a format as a new analysis finds it. */
  Future<Source> source(String formatId) {
    return renewal
        .get()
        .map(fresh -> {
          var source = fresh.sources().get(formatId);
          if (source == null) {
            throw new Failure(
                ProblemCode.SOURCE_UNAVAILABLE, "The site offers this in another way now.");
          }
          return source;
        });
  }
}
