package vn.taivideonhanh.samples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.samples.SampleMessages.Site;

/** What samples tell of one site. */
final class SiteRecord {
  private static final String OK = "ok";

  private long done;
  private final Map<String, Long> failures = new TreeMap<>();
  private @Nullable Long lastDone;
  private @Nullable Long lastFailed;
  private @Nullable String lastFailure;

  private SiteRecord() {}

  /** The sites of all samples, the one with most failures first. */
  static List<Site> of(List<Sample> samples) {
    var records = new TreeMap<String, SiteRecord>();
    for (var sample : samples) {
      sample
          .analyses()
          .forEach((site, outcomes) ->
              records.computeIfAbsent(site, _ -> new SiteRecord()).add(sample.at(), outcomes));
    }
    var sites = new ArrayList<Site>();
    records.forEach((name, record) -> sites.add(record.site(name)));
    sites.sort(Comparator.comparingLong(Site::failed).reversed());
    return sites;
  }

  private void add(long at, Map<String, Long> outcomes) {
    outcomes.forEach((outcome, count) -> {
      if (outcome.equals(OK)) {
        done += count;
        lastDone = at;
      } else {
        failures.merge(outcome, count, Long::sum);
        lastFailed = at;
        lastFailure = outcome;
      }
    });
  }

  private Site site(String name) {
    long failed = failures.values().stream().mapToLong(Long::longValue).sum();
    return new Site(name, done, failed, failures, lastDone, lastFailed, lastFailure);
  }
}
