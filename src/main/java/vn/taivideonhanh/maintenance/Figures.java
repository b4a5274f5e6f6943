package vn.taivideonhanh.maintenance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.taivideonhanh.maintenance.MaintenanceMessages.Ran;

/**
 * When each task last succeeded and what it removed then, whichever node did it, and what this node
 * has removed. Tasks are known from the start, so each has its figures before it has run.
 */
final class Figures {
  private static final double MILLIS = 1_000;

  private final MeterRegistry meters;
  private final Map<String, Ran> known = new ConcurrentHashMap<>();

  Figures(MeterRegistry meters, List<Task> tasks) {
    this.meters = meters;
    for (var task : tasks) {
      var name = task.name();
      var _ = meters.counter("tvn.maintenance.removed", "task", name);
      Gauge.builder("tvn.maintenance.last.success.seconds", () -> lastSuccess(name))
          .description("When it was, as seconds of the epoch")
          .tag("task", name)
          .register(meters);
      Gauge.builder("tvn.maintenance.last.removed", () -> lastRemoved(name))
          .description("How much it removed then")
          .tag("task", name)
          .register(meters);
    }
  }

  /** This node has done it. */
  void done(Task task, long removed) {
    meters.counter("tvn.maintenance.removed", "task", task.name()).increment((double) removed);
  }

  /** It was done, here or elsewhere. */
  void show(Ran ran) {
    known.put(ran.task(), ran);
  }

  private double lastSuccess(String task) {
    var ran = known.get(task);
    return ran == null || ran.at() == null ? Double.NaN : ran.at() / MILLIS;
  }

  private double lastRemoved(String task) {
    var ran = known.get(task);
    return ran == null || ran.removed() == null ? Double.NaN : ran.removed();
  }
}
