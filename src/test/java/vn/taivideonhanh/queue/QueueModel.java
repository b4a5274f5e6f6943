package vn.taivideonhanh.queue;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the queue does, said as simply as can be: lists, and one job at a time. */
final class QueueModel {
  static final int LIMIT = 4;

  final Map<String, Entry> jobs = new LinkedHashMap<>();
  private final Map<String, String> flights = new HashMap<>();
  private final TreeMap<Integer, Tier> tiers = new TreeMap<>(Comparator.reverseOrder());
  private final Map<String, Map<Integer, Long>> rounds = new HashMap<>();
  private double turn;
  private long added;

  /** One job. */
  static final class Entry {
    final String id;
    final String person;
    final String print;
    final Set<String> people = new TreeSet<>();
    int weight;
    JobState state = JobState.WAITING;
    int attempt;
    int stalls;
    private long round;
    private long number;

    Entry(String id, String person, int weight, String print) {
      this.id = id;
      this.person = person;
      this.weight = weight;
      this.print = print;
      people.add(person);
    }

    /** Without a fingerprint nobody can join. */
    private boolean counts() {
      return state == JobState.WAITING;
    }
  }

  private static final class Tier {
    private long round;
    private double pass;
  }

  String add(Entry entry) {
    var tier = tiers.computeIfAbsent(entry.weight, _ -> new Tier());
    var other = jobs.get(flights.getOrDefault(entry.print, ""));
    if (other != null && !other.state.ended()) {
      join(other, entry, tier);
      return other.id;
    }
    if (waiting(entry.person) >= LIMIT) {
      return "full";
    }
    entry.round = next(entry.person, entry.weight, tier);
    entry.number = ++added;
    rounds.computeIfAbsent(entry.person, _ -> new HashMap<>()).put(entry.weight, entry.round);
    jobs.put(entry.id, entry);
    if (!entry.print.isEmpty()) {
      flights.put(entry.print, entry.id);
    }
    return entry.id;
  }

  private void join(Entry other, Entry newcomer, Tier tier) {
    other.people.add(newcomer.person);
    var round = next(newcomer.person, newcomer.weight, tier);
    var heavier = newcomer.weight > other.weight;
    if (other.state == JobState.WAITING && (heavier || round < other.round)) {
      other.weight = heavier ? newcomer.weight : other.weight;
      other.round = round;
      other.number = added + 1;
    }
  }

  private long waiting(String person) {
    return jobs.values().stream().filter(e -> e.counts() && e.person.equals(person)).count();
  }

  private long next(String person, int weight, Tier tier) {
    var last = rounds.computeIfAbsent(person, _ -> new HashMap<>()).getOrDefault(weight, 0L);
    return Math.max(tier.round, last) + 1;
  }

  /** What nobody waits for is forgotten. */
  private void forget() {
    rounds.keySet().removeIf(person -> waiting(person) == 0);
  }

  List<String> claim(int most) {
    var delayed = jobs.values().stream().filter(e -> e.state == JobState.DELAYED).toList();
    delayed.forEach(this::front);
    var start = turn;
    var claimed = new ArrayList<Entry>();
    var passes = new HashMap<Integer, Double>();
    tiers.forEach((weight, tier) -> passes.put(weight, Math.max(tier.pass, start)));
    while (claimed.size() < most) {
      var best =
          tiers.keySet().stream()
              .filter(weight -> !order(weight).isEmpty())
              .min(Comparator.comparing(passes::get));
      if (best.isEmpty()) {
        break;
      }
      var entry = order(best.get()).getFirst();
      var tier = tier(best.get());
      var pass = passes.getOrDefault(best.get(), start);
      turn = Math.max(turn, pass);
      tier.pass = pass + 1.0 / best.get();
      passes.put(best.get(), tier.pass);
      tier.round = Math.max(tier.round, entry.round);
      entry.state = JobState.ACTIVE;
      entry.attempt++;
      claimed.add(entry);
    }
    forget();
    // The heavier tier's come first in one answer.
    claimed.sort(Comparator.comparingInt((Entry e) -> -e.weight));
    return claimed.stream().map(e -> e.id).toList();
  }

  private List<Entry> order(int weight) {
    return jobs.values().stream()
        .filter(e -> e.state == JobState.WAITING && e.weight == weight)
        .sorted(
            Comparator.comparingLong((Entry e) -> e.round)
                .thenComparingLong(e -> e.number)
                .thenComparing(e -> e.id))
        .toList();
  }

  private Tier tier(int weight) {
    return requireNonNull(tiers.get(weight));
  }

  /** A job that is known. */
  Entry job(String id) {
    return requireNonNull(jobs.get(id));
  }

  private void front(Entry entry) {
    entry.state = JobState.WAITING;
    entry.round = tier(entry.weight).round;
    entry.number = 0;
  }

  void finish(Entry entry) {
    end(entry, JobState.COMPLETED);
  }

  void fail(Entry entry, boolean again, int attempts) {
    if (again && entry.attempt < attempts) {
      entry.state = JobState.DELAYED;
    } else {
      end(entry, again ? JobState.DEAD : JobState.FAILED);
    }
  }

  void release(Entry entry) {
    entry.attempt--;
    front(entry);
  }

  void reap(Entry entry, int stalls) {
    entry.stalls++;
    if (entry.stalls > stalls) {
      end(entry, JobState.DEAD);
    } else {
      front(entry);
    }
  }

  void leave(Entry entry, String person) {
    if (!entry.state.ended() && entry.people.remove(person) && entry.people.isEmpty()) {
      end(entry, JobState.CANCELLED);
      forget();
    }
  }

  private void end(Entry entry, JobState state) {
    entry.state = state;
    flights.remove(entry.print, entry.id);
  }
}
