package vn.taivideonhanh.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.taivideonhanh.queue.TortureWorker.Run;

/**
 * What came of a torture.
 *
 * @param jobs that were accepted
 * @param completions of each, as Redis wrote them down
 * @param runs that began
 * @param forgotten additions that Redis had accepted and lost, and that were made again
 */
record Books(
    Collection<String> jobs,
    Map<String, Integer> completions,
    List<Run> runs,
    List<Fault> faults,
    int forgotten) {

  /** Jobs that have not exactly one accepted completion. */
  List<String> wrong() {
    return jobs.stream().filter(id -> completions.getOrDefault(id, 0) != 1).toList();
  }

  /**
   * Why runs were followed by another one of the same job; "unexplained" must not be among them.
   */
  Map<String, Integer> over() {
    var reasons = new TreeMap<String, Integer>();
    for (var run : interrupted()) {
      var reason =
          faults.stream()
              .filter(fault -> fault.explains(run))
              .map(Fault::kind)
              .min(Comparator.naturalOrder())
              .orElse("unexplained");
      reasons.merge(reason, 1, Integer::sum);
    }
    return reasons;
  }

  /** All runs but the last of each job. */
  private List<Run> interrupted() {
    var early = new ArrayList<Run>();
    for (var ofOne : byJob().values()) {
      early.addAll(ofOne.subList(0, ofOne.size() - 1));
    }
    return early;
  }

  private Map<String, List<Run>> byJob() {
    var sorted = runs.stream().sorted(Comparator.comparingLong(Run::token)).toList();
    return sorted.stream().collect(Collectors.groupingBy(Run::id));
  }

  /** Longest time from when a worker was killed or frozen to the next run of its job, in ms. */
  long recovery() {
    var longest = 0L;
    for (var ofOne : byJob().values()) {
      for (var i = 1; i < ofOne.size(); i++) {
        longest = Math.max(longest, recovery(ofOne.get(i - 1), ofOne.get(i)));
      }
    }
    return longest;
  }

  /** Zero where Redis was away meanwhile. */
  private long recovery(Run run, Run next) {
    var away =
        faults.stream()
            .filter(fault -> fault.worker().isEmpty())
            .anyMatch(fault -> fault.from() <= next.at() && fault.until() >= run.at());
    return away
        ? 0
        : faults.stream()
            .filter(fault -> fault.worker().equals(run.worker()) && fault.explains(run))
            .mapToLong(fault -> next.at() - Math.max(fault.from(), run.at()))
            .max()
            .orElse(0);
  }

  /** The same for people. */
  String text() {
    var kinds =
        faults.stream()
            .collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.counting()));
    return String.format(
        Locale.ROOT,
        """
        faults                      %s
        jobs accepted               %,d
        accepted completions        %,d, of %,d jobs
        jobs without exactly one    %,d %s
        runs begun                  %,d
        runs over one a job, why    %s
        longest until taken over    %.1f s, Redis being there
        additions that Redis forgot %,d (made again)
        """,
        kinds,
        jobs.size(),
        completions.values().stream().mapToInt(Integer::intValue).sum(),
        completions.size(),
        wrong().size(),
        wrong().stream().limit(5).toList(),
        runs.size(),
        over(),
        recovery() / 1e3,
        forgotten);
  }
}
