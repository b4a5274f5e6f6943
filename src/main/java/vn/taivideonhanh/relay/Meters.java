package vn.taivideonhanh.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Report;

/** What operators see of the streams; no label names a person, a token or an address. */
final class Meters {
  private static final Duration[] DURATIONS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;
  private final Map<Lane, AtomicInteger> live = new EnumMap<>(Lane.class);
  private final Counter truncated;

  Meters(MeterRegistry registry) {
    this.registry = registry;
    this.truncated =
        Counter.builder("tvn.streams.truncated")
            .description("Streams that were cut before all that was promised had left")
            .register(registry);
    for (var lane : Lane.values()) {
      var count = new AtomicInteger();
      live.put(lane, count);
      Gauge.builder("tvn.streams.live", count, AtomicInteger::get)
          .description("Streams that run on this node")
          .tag("lane", name(lane))
          .register(registry);
    }
  }

  void opened(Lane lane) {
    var _ = count(lane).incrementAndGet();
  }

  /** Counts what moved between two reports. */
  void moved(Lane lane, Report before, Report now) {
    bytes(lane, "client", now.sent() - before.sent());
    bytes(lane, "upstream", now.upstream() - before.upstream());
  }

  void closed(ClosedBook book) {
    var lane = name(book.lane());
    var _ = count(book.lane()).decrementAndGet();
    registry.counter("tvn.streams", "lane", lane, "outcome", name(book.outcome())).increment();
    if (book.outcome() == Outcome.CUT || book.outcome() == Outcome.DRAINED) {
      truncated.increment();
    }
    Timer.builder("tvn.stream.duration")
        .description("How long streams ran")
        .tag("lane", lane)
        .serviceLevelObjectives(DURATIONS)
        .register(registry)
        .record(Duration.ofMillis(Math.max(0, book.closedAt() - book.openedAt())));
  }

  private void bytes(Lane lane, String direction, long count) {
    if (count > 0) {
      registry
          .counter("tvn.stream.bytes", "lane", name(lane), "direction", direction)
          .increment((double) count);
    }
  }

  private AtomicInteger count(Lane lane) {
    return live.computeIfAbsent(lane, _ -> new AtomicInteger());
  }

  /** A constant as labels and logs spell it. */
  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
