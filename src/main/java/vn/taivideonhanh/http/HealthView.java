package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.monitoring.MonitoringMessages.Health;
import vn.taivideonhanh.monitoring.MonitoringMessages.Part;
import vn.taivideonhanh.monitoring.MonitoringMessages.Status;

/** How the server is, as JSON; schema {@code Health} of the contract. */
record HealthView(
    Status status,
    boolean live,
    boolean ready,
    @Nullable String version,
    String at,
    List<Part> parts) {
  static HealthView of(Health health) {
    return new HealthView(
        health.status(),
        health.live(),
        health.ready(),
        HealthView.class.getPackage().getImplementationVersion(),
        Wire.time(health.at()),
        health.parts());
  }

  /** Whether it lives or is ready; schema {@code Alive}. */
  record AliveView(Status status) {}
}
