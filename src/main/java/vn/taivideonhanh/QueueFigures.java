package vn.taivideonhanh;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import vn.taivideonhanh.queue.JobState;
import vn.taivideonhanh.queue.QueueMeter;

/**
 * How long jobs wait and run on this node, as metrics. How many are where is a figure of the health
 * part {@code queue}.
 */
final class QueueFigures implements QueueMeter {
  private static final Duration[] DURATIONS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60),
  };

  private final Timer waits;
  private final Map<JobState, Timer> runs;
  private final Counter lost;
  private final Counter skipped;
  private final Counter dropped;
  private volatile double sweptAt = Double.NaN;
  private volatile double droppedThen = Double.NaN;
  private final InstantSource clock;

  QueueFigures(MeterRegistry meters, InstantSource clock) {
    this.clock = clock;
    waits =
        Timer.builder("tvn.queue.wait")
            .description("From when a job could have begun to when it did.")
            .serviceLevelObjectives(DURATIONS)
            .register(meters);
    var all = new EnumMap<JobState, Timer>(JobState.class);
    for (var state : JobState.values()) {
      if (state != JobState.ACTIVE) {
        all.put(state, run(state, meters));
      }
    }
    runs = Collections.unmodifiableMap(all);
    lost =
        Counter.builder("tvn.queue.lost")
            .description("Attempts that ended without effect, since the job was another's by then.")
            .register(meters);
    skipped =
        Counter.builder("tvn.queue.skipped")
            .description("Times of schedules at which too many jobs waited for one more.")
            .register(meters);
    // As those of the tasks of maintenance; this one is done each second by each node with workers.
    dropped = meters.counter("tvn.maintenance.removed", "task", "jobs");
    gauge("tvn.maintenance.last.success.seconds", () -> sweptAt, meters);
    gauge("tvn.maintenance.last.removed", () -> droppedThen, meters);
  }

  private static void gauge(String name, Supplier<Number> value, MeterRegistry meters) {
    Gauge.builder(name, value).tag("task", "jobs").register(meters);
  }

  private static Timer run(JobState state, MeterRegistry meters) {
    return Timer.builder("tvn.queue.run")
        .description("How long attempts took, by what became of the job.")
        .tag("outcome", state.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(DURATIONS)
        .register(meters);
  }

  @Override
  public void begun(Duration waited) {
    waits.record(waited);
  }

  @Override
  public void ended(JobState state, Duration ran) {
    Objects.requireNonNull(runs.get(state)).record(ran);
  }

  @Override
  public void lost() {
    lost.increment();
  }

  @Override
  public void swept(int jobs) {
    sweptAt = clock.instant().getEpochSecond();
    droppedThen = jobs;
    dropped.increment(jobs);
  }

  @Override
  public void skipped() {
    skipped.increment();
  }
}
