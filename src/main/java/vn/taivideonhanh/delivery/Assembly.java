package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * A file that is put together from others.
 *
 * @param sources in the order in which the layout numbers them
 */
record Assembly(Layout layout, List<Part> sources) {
  Assembly {
    sources = List.copyOf(sources);
  }

  /**
   * A file that the layout takes bytes of.
   *
   * @param validator what it was when the layout was made; of known length
   * @param renewal gives a new address of it
   */
  record Part(Source.File file, Validator validator, Supplier<Future<Target>> renewal) {}

  /** What tells the assembled file from another one. */
  @Nullable String etag(StreamPlan.Head head) {
    return ETags.of(head, sources.stream().map(Part::validator).toArray(Validator[]::new));
  }
}
