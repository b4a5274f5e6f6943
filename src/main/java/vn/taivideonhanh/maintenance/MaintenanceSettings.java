package vn.taivideonhanh.maintenance;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/**
 * All that a {@link MaintenanceVerticle} needs.
 *
 * @param prefix of every Redis key
 * @param look how often to look which task is due, and the longest delay of one; a minute does
 */
public record MaintenanceSettings(
    RedisStore store,
    String prefix,
    List<Task> tasks,
    Duration look,
    InstantSource clock,
    MeterRegistry meters) {
  public MaintenanceSettings {
    tasks = List.copyOf(tasks);
  }
}
