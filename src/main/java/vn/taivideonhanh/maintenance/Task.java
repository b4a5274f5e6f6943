package vn.taivideonhanh.maintenance;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Something that must be done now and then, by one node or by every one.
 *
 * @param name {@code [a-z-]{1,32}}, part of Redis keys and of metrics
 * @param every how long after a success it is due again
 * @param everyNode whether each node does it for itself: what lies on its own disk
 * @param run does it, and completes with how many things it removed or changed; must be harmless
 *     when run twice
 */
public record Task(String name, Duration every, boolean everyNode, Supplier<Future<Long>> run) {
  private static final Pattern NAME = Pattern.compile("[a-z-]{1,32}");

  public Task {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a task cannot be named " + name);
    }
  }

  /** A task that one node does for all. */
  public Task(String name, Duration every, Supplier<Future<Long>> run) {
    this(name, every, false, run);
  }
}
