package vn.taivideonhanh.samples;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.monitoring.MonitoringMessages.Summary;
import vn.taivideonhanh.samples.Sample.Figure;

/** Makes samples of a node: what its meters counted since the one before. */
final class Sampler {
  private final MeterRegistry meters;
  private final String node;
  private final Map<Figure, Double> before = new EnumMap<>(Figure.class);
  private final Map<Meter.Id, Long> analysed = new HashMap<>();

  Sampler(MeterRegistry meters, String node) {
    this.meters = meters;
    this.node = node;
  }

  /**
   * The sample of the minute that has ended.
   *
   * @param at epoch milliseconds, a whole minute
   */
  Sample take(long at, Summary now) {
    var figures = new EnumMap<Figure, Double>(Figure.class);
    figures.put(Figure.STREAMS, (double) now.streams().live());
    figures.put(Figure.BYTES, since(Figure.BYTES, (double) now.streams().bytes()));
    figures.put(Figure.ENDED, since(Figure.ENDED, (double) now.streams().ended()));
    figures.put(Figure.TRUNCATED, since(Figure.TRUNCATED, truncated()));
    if (now.queue() != null) {
      figures.put(Figure.WAITING, (double) now.queue().waiting());
      figures.put(Figure.ACTIVE, (double) now.queue().active());
    }
    var waits = meters.find("tvn.queue.wait").timer();
    figures.put(Figure.STARTED, since(Figure.STARTED, waits == null ? 0 : (double) waits.count()));
    figures.put(
        Figure.WAITED_MILLIS,
        since(Figure.WAITED_MILLIS, waits == null ? 0 : waits.totalTime(TimeUnit.MILLISECONDS)));
    figures.put(Figure.REQUESTS, since(Figure.REQUESTS, (double) now.http().requests()));
    figures.put(Figure.FAILED, since(Figure.FAILED, (double) now.http().failed()));
    figures.put(Figure.LAG_MILLIS, now.eventLoopLagMillis());
    figures.put(Figure.MEMORY_BYTES, (double) now.memory().heapUsed() + now.memory().nonHeapUsed());
    figures.put(Figure.CPU, now.cpu().process());
    // What the platform does not tell is not a number, or is negative.
    figures.values().removeIf(value -> !(value >= 0));
    return new Sample(at, node, figures, analyses());
  }

  private double since(Figure figure, double total) {
    return total - Objects.requireNonNullElse(before.put(figure, total), 0.0);
  }

  private double truncated() {
    var all = 0.0;
    for (var meter : meters.find("tvn.streams.truncated").meters()) {
      for (var measured : meter.measure()) {
        all += measured.getStatistic() == Statistic.COUNT ? measured.getValue() : 0;
      }
    }
    return all;
  }

  private Map<String, Map<String, Long>> analyses() {
    var sites = new TreeMap<String, Map<String, Long>>();
    for (Timer timer : meters.find("tvn.extract.duration").timers()) {
      var total = timer.count();
      var more = total - Objects.requireNonNullElse(analysed.put(timer.getId(), total), 0L);
      var site = timer.getId().getTag("site");
      var outcome = timer.getId().getTag("outcome");
      if (more > 0 && site != null && outcome != null) {
        sites.computeIfAbsent(site, _ -> new TreeMap<>()).merge(outcome, more, Long::sum);
      }
    }
    return sites;
  }
}
