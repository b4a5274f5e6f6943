package vn.taivideonhanh.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import vn.taivideonhanh.monitoring.MonitoringMessages.Health;
import vn.taivideonhanh.monitoring.MonitoringMessages.Part;

/** Each part's state (2 up, 1 degraded, 0 down) and its numbers, as gauges. */
final class PartGauges {
  private final MultiGauge status;
  private final MultiGauge figures;

  PartGauges(MeterRegistry meters) {
    this.status =
        MultiGauge.builder("tvn.part.status")
            .description("2 is up, 1 degraded, 0 down")
            .register(meters);
    this.figures =
        MultiGauge.builder("tvn.part.figure").description("Figures of a part").register(meters);
  }

  void show(Health health) {
    var states = new ArrayList<Row<?>>();
    var numbers = new ArrayList<Row<?>>();
    for (var part : health.parts()) {
      states.add(Row.of(Tags.of("part", part.name()), grade(part)));
      part.figures()
          .forEach((name, value) -> {
            if (value instanceof Number number) {
              numbers.add(Row.of(Tags.of("part", part.name(), "figure", name), number));
            }
          });
    }
    status.register(states, true);
    figures.register(numbers, true);
  }

  private static int grade(Part part) {
    return switch (part.status()) {
      case UP -> 2;
      case DEGRADED -> 1;
      case DOWN -> 0;
    };
  }
}
