package vn.taivideonhanh.maintenance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;

/** The contract of the maintenance package: all that another package may know of it. */
public final class MaintenanceMessages {
  /** When each task last succeeded, on whichever node that was, and what it removed. */
  public static final Endpoint<Look, Upkeep> LOOK =
      new Endpoint<>("maintenance.look", Look.class, Upkeep.class);

  private MaintenanceMessages() {}

  /** Asks for the state of all tasks. */
  public record Look() {}

  /** The state of all tasks. */
  public record Upkeep(List<Ran> tasks) {
    public Upkeep {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * The state of one task.
   *
   * @param at epoch milliseconds; null when it has never succeeded
   * @param removed by the last success
   */
  public record Ran(String task, @Nullable Long at, @Nullable Long removed) {}
}
