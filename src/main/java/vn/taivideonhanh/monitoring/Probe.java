package vn.taivideonhanh.monitoring;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Finds out how one part is.
 *
 * @param name a short word, part of metric labels: {@code redis}, {@code queue}, ...
 * @param critical whether the server is down without it
 * @param look asked on the monitoring verticle's event loop; a failure, or no answer in two
 *     seconds, is down
 */
public record Probe(String name, boolean critical, Supplier<Future<PartHealth>> look) {}
