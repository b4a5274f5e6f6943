package vn.taivideonhanh.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.relay.RelayMessages.Outcome;

/** Counts the streams of a node, by lane and outcome; shared by every event loop. */
final class StreamMeters {
  private final MeterRegistry meters;
  private final AtomicInteger live = new AtomicInteger();

  StreamMeters(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("tvn.streams.live", live, AtomicInteger::get)
        .description("Streams that run")
        .register(meters);
  }

  void opened(Lane lane) {
    live.incrementAndGet();
    Counter.builder("tvn.streams.opened")
        .description("Streams that were opened")
        .tags("lane", name(lane))
        .register(meters)
        .increment();
  }

  void sent(Lane lane, long bytes) {
    Counter.builder("tvn.streams.bytes")
        .description("Bytes of bodies that left")
        .baseUnit("bytes")
        .tags("lane", name(lane))
        .register(meters)
        .increment((double) bytes);
  }

  void closed(Lane lane, Outcome outcome) {
    live.decrementAndGet();
    Counter.builder("tvn.streams.closed")
        .description("Streams that ended, by outcome")
        .tags("lane", name(lane), "outcome", name(outcome))
        .register(meters)
        .increment();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
