package vn.taivideonhanh.monitoring;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Finds out how one part is.
 *
 * @param name a short word, part of metric labels: {@code redis}, {@code queue}, ...
 * @param critical whether the server is down without it
 * @param look asked on the monitoring verticle's event loop; a failure, or no answer in two
 *     seconds, is down
 * @param turned once its answer is another one, what was found a moment ago does not count
 */
public record Probe(
    String name, boolean critical, Supplier<Future<PartHealth>> look, BooleanSupplier turned) {

  /** What was found a moment ago is still true. */
  public Probe(String name, boolean critical, Supplier<Future<PartHealth>> look) {
    this(name, critical, look, () -> false);
  }
}
