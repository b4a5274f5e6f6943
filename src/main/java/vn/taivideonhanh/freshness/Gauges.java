package vn.taivideonhanh.freshness;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import vn.taivideonhanh.freshness.FreshnessMessages.Reading;

/** The figures of this node's yt-dlp. */
final class Gauges {
  private static final double MILLIS = 1_000;

  private final MultiGauge info;
  private final MultiGauge canaries;
  private final Counter rollbacks;
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  Gauges(MeterRegistry meters) {
    info = multi(meters, "tvn.ytdlp.version.info", "The version in use");
    canaries = multi(meters, "tvn.ytdlp.canary", "1 when the version tried last read the page");
    rollbacks =
        Counter.builder("tvn.ytdlp.rollbacks")
            .description("Versions that this node found bad")
            .register(meters);
    gauge(meters, "tvn.ytdlp.age.seconds", "Since the day in the name of the version in use");
    gauge(meters, "tvn.ytdlp.check.last.success.seconds", "When the source of releases answered");
  }

  private static MultiGauge multi(MeterRegistry meters, String name, String description) {
    return MultiGauge.builder(name).description(description).register(meters);
  }

  private void gauge(MeterRegistry meters, String name, String description) {
    Gauge.builder(name, () -> values.getOrDefault(name, Double.NaN))
        .description(description)
        .register(meters);
  }

  /** Before anything was tried: so there is nothing that appears out of nowhere. */
  void begin(String version, long ageDays) {
    use(version, ageDays);
    rows(BuiltInSite.NAMES.stream().collect(Collectors.toMap(name -> name, _ -> Double.NaN)));
  }

  void show(String version, long ageDays, Verdicts.Known known) {
    use(version, ageDays);
    var asked = known.askedAt();
    if (asked != null) {
      values.put("tvn.ytdlp.check.last.success.seconds", asked / MILLIS);
    }
  }

  private void use(String version, long ageDays) {
    info.register(List.of(MultiGauge.Row.of(Tags.of("version", version), 1)), true);
    values.put("tvn.ytdlp.age.seconds", (double) TimeUnit.DAYS.toSeconds(ageDays));
  }

  void tried(List<Reading> readings) {
    rows(
        readings.stream()
            .collect(Collectors.toMap(Reading::page, one -> one.passed() ? 1.0 : 0.0, Math::min)));
  }

  private void rows(Map<String, Double> pages) {
    canaries.register(
        pages.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                page -> MultiGauge.Row.of(Tags.of("page", page.getKey()), page.getValue()))
            .toList(),
        true);
  }

  void rolledBack() {
    rollbacks.increment();
  }
}
