package vn.taivideonhanh.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.monitoring.MonitoringMessages.Cpu;
import vn.taivideonhanh.monitoring.MonitoringMessages.Health;
import vn.taivideonhanh.monitoring.MonitoringMessages.Http;
import vn.taivideonhanh.monitoring.MonitoringMessages.Memory;
import vn.taivideonhanh.monitoring.MonitoringMessages.Queue;
import vn.taivideonhanh.monitoring.MonitoringMessages.Streams;
import vn.taivideonhanh.monitoring.MonitoringMessages.Summary;

/** Reads the few figures that people look at out of all meters. */
final class Summaries {
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final LoopLag lag;

  Summaries(MeterRegistry meters, InstantSource clock, LoopLag lag) {
    this.meters = meters;
    this.clock = clock;
    this.lag = lag;
  }

  Summary of(Health health) {
    var memory =
        new Memory(
            (long) sum("jvm.memory.used", "area", "heap"),
            Runtime.getRuntime().maxMemory(),
            (long) sum("jvm.memory.used", "area", "nonheap"));
    var cpu =
        new Cpu(
            sum("process.cpu.usage"),
            sum("system.cpu.usage"),
            Runtime.getRuntime().availableProcessors());
    var streams =
        new Streams(
            (long) sum("tvn.streams.live"),
            (long) sum("tvn.streams"),
            (long) sum("tvn.stream.bytes", "direction", "client"));
    return new Summary(
        clock.millis(),
        sum("process.uptime"),
        memory,
        cpu,
        lag.worstMillis(),
        http(),
        streams,
        queue(health));
  }

  /** The sum of all meters of that name and tags; a meter that nobody made yet counts as 0. */
  private double sum(String name, String... tags) {
    var sum = 0.0;
    for (var meter : meters.find(name).tags(tags).meters()) {
      for (var measurement : meter.measure()) {
        sum += measurement.getValue();
      }
    }
    return sum;
  }

  private Http http() {
    var all = meters.find("tvn.http.requests").timers();
    var failed = all.stream().filter(t -> "5xx".equals(t.getId().getTag("status")));
    return new Http(
        all.stream().mapToLong(Timer::count).sum(), failed.mapToLong(Timer::count).sum());
  }

  private static @Nullable Queue queue(Health health) {
    for (var part : health.parts()) {
      if (part.name().equals("queue")
          && part.figures().get("waiting") instanceof Number waiting
          && part.figures().get("active") instanceof Number active) {
        return new Queue(waiting.longValue(), active.longValue());
      }
    }
    return null;
  }
}
