package vn.taivideonhanh.queue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What limits do, said as simply as can be: a job may start while each of its lanes has room. */
final class LanesModel {
  final Map<String, Entry> jobs = new LinkedHashMap<>();
  private final Map<String, Limit> limits = new HashMap<>();
  private final Map<String, Counts> lanes = new HashMap<>();

  /** One job. */
  static final class Entry {
    final NewJob job;
    JobState state = JobState.WAITING;
    int stalls;

    Entry(NewJob job) {
      this.job = job;
    }
  }

  /** What runs in a lane, when its next one would start at an even pace, until when it is slow. */
  private static final class Counts {
    private final Set<String> running = new TreeSet<>();
    private double next;
    private long slow;
  }

  void add(NewJob job) {
    jobs.put(job.id(), new Entry(job));
  }

  void limit(Lane lane, @Nullable Limit limit) {
    if (limit == null) {
      limits.remove(lane.key());
    } else {
      limits.put(lane.key(), limit);
    }
  }

  void slowDown(String group, long until) {
    var counts = counts(Lane.group(group).key());
    counts.slow = Math.max(counts.slow, until);
  }

  /** Whether nothing but the order of the queue is in its way. */
  boolean free(Entry entry, long now) {
    return lanes(entry).allMatch(lane -> room(lane, now));
  }

  private static Stream<String> lanes(Entry entry) {
    var person = Lane.person(entry.job.person()).key();
    var group = entry.job.more().group();
    return group.isEmpty() ? Stream.of(person) : Stream.of(person, Lane.group(group).key());
  }

  private boolean room(String lane, long now) {
    var counts = counts(lane);
    var limit = limit(lane);
    if (counts.slow > now) {
      return false;
    }
    if (limit == null) {
      return true;
    }
    var full = limit.running() > 0 && counts.running.size() >= limit.running();
    return !full
        && (limit.starts() == 0 || counts.next - limit.per().toMillis() + pace(limit) <= now);
  }

  private static double pace(Limit limit) {
    return (double) limit.per().toMillis() / limit.starts();
  }

  /** Of the lane itself, or of each of its kind. */
  private @Nullable Limit limit(String lane) {
    var own = limits.get(lane);
    return own != null ? own : limits.get(lane.substring(0, 1));
  }

  private Counts counts(String lane) {
    return lanes.computeIfAbsent(lane, _ -> new Counts());
  }

  /** A job is counted where there is a limit when it starts. */
  void start(Entry entry, long now) {
    entry.state = JobState.ACTIVE;
    lanes(entry)
        .forEach(lane -> {
          var limit = limit(lane);
          if (limit != null) {
            var counts = counts(lane);
            counts.running.add(entry.job.id());
            if (limit.starts() > 0) {
              counts.next = Math.max(counts.next, (double) now) + pace(limit);
            }
          }
        });
  }

  /** It no longer runs, if it did. */
  void leave(Entry entry, JobState state) {
    entry.state = state;
    lanes.values().forEach(counts -> counts.running.remove(entry.job.id()));
  }

  List<Entry> in(JobState state) {
    return jobs.values().stream().filter(entry -> entry.state == state).toList();
  }
}
