package vn.taivideonhanh.monitoring;

import java.util.Map;
import vn.taivideonhanh.monitoring.MonitoringMessages.Status;

/**
 * What a probe found.
 *
 * @param sentence for an operator: what it is, and what to do when it is not up; no secrets
 * @param figures numbers and short texts; the numbers become gauges
 */
public record PartHealth(Status status, String sentence, Map<String, Object> figures) {
  public PartHealth {
    figures = Map.copyOf(figures);
  }

  public static PartHealth up(String sentence, Map<String, Object> figures) {
    return new PartHealth(Status.UP, sentence, figures);
  }

  public static PartHealth degraded(String sentence, Map<String, Object> figures) {
    return new PartHealth(Status.DEGRADED, sentence, figures);
  }

  public static PartHealth down(String sentence, Map<String, Object> figures) {
    return new PartHealth(Status.DOWN, sentence, figures);
  }
}
