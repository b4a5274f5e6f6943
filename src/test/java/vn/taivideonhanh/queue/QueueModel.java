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
  private static final double ROUND = 262_144;

  final Map<String, Entry> jobs = new LinkedHashMap<>();
  private final Map<String, String> flights = new HashMap<>();
  private final TreeMap<Integer, Tier> tiers = new TreeMap<>(Comparator.reverseOrder());
  private final Map<String, Map<String, Long>> rounds = new HashMap<>();
  private double turn;
  private long added;
  private boolean paused;

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
    private final int priority;
    private long due;

    /** Its place: rounds, and in a round the order of adding. */
    private double score;

    Entry(NewJob job) {
      id = job.id();
      person = job.person();
      weight = job.weight();
      print = job.fingerprint();
      priority = job.more().priority();
      due = job.more().notBefore();
      people.add(person);
    }

    /** Those that were tried before are no longer counted against their people. */
    private boolean counts() {
      return state == JobState.WAITING || (state == JobState.DELAYED && attempt == 0);
    }

    private static String queue(int weight, int priority) {
      return priority == 0 ? "" + weight : weight + "." + priority;
    }
  }

  private static final class Tier {
    private long round;
    private double pass;
  }

  String add(Entry entry, long now) {
    var tier = tiers.computeIfAbsent(entry.weight, _ -> new Tier());
    var other = jobs.get(flights.getOrDefault(entry.print, ""));
    if (other != null && !other.state.ended()) {
      join(other, entry, tier);
      return other.id;
    }
    if (waiting(entry.person) >= LIMIT) {
      return "full";
    }
    jobs.put(entry.id, entry);
    if (!entry.print.isEmpty()) {
      flights.put(entry.print, entry.id);
    }
    if (entry.due > now) {
      entry.state = JobState.DELAYED;
    } else {
      queue(entry, entry.priority, added++);
    }
    return entry.id;
  }

  /** A job that goes first is paid for with a later round of the ordinary ones. */
  private void queue(Entry entry, int priority, long number) {
    var tier = tier(entry.weight);
    var name = Entry.queue(entry.weight, priority);
    var round = next(entry.person, name, tier);
    entry.state = JobState.WAITING;
    entry.score = round * ROUND + number - priority * ROUND / 10;
    var mine = rounds.computeIfAbsent(entry.person, _ -> new HashMap<>());
    mine.put(name, round);
    if (priority > 0) {
      var plain = Entry.queue(entry.weight, 0);
      mine.put(plain, next(entry.person, plain, tier));
    }
  }

  private void join(Entry other, Entry newcomer, Tier tier) {
    other.people.add(newcomer.person);
    var round = next(newcomer.person, Entry.queue(newcomer.weight, 0), tier);
    var score = round * ROUND + added;
    var heavier = newcomer.weight > other.weight;
    if (other.state == JobState.WAITING && (heavier || score < other.score)) {
      other.weight = heavier ? newcomer.weight : other.weight;
      other.score = score;
    }
  }

  private long waiting(String person) {
    return jobs.values().stream().filter(e -> e.counts() && e.person.equals(person)).count();
  }

  private long next(String person, String queue, Tier tier) {
    var last = rounds.computeIfAbsent(person, _ -> new HashMap<>()).getOrDefault(queue, 0L);
    return Math.max(tier.round, last) + 1;
  }

  /** What nobody waits for is forgotten. */
  private void forget() {
    rounds.keySet().removeIf(person -> waiting(person) == 0);
  }

  void pause(boolean is) {
    paused = is;
  }

  /** Those whose time has come: new ones take their turns now, others were next before. */
  private void promote(long now) {
    var due =
        jobs.values().stream()
            .filter(e -> e.state == JobState.DELAYED && e.due <= now)
            .sorted(Comparator.comparingLong((Entry e) -> e.due).thenComparing(e -> e.id))
            .toList();
    for (var i = 0; i < due.size(); i++) {
      if (due.get(i).attempt == 0) {
        queue(due.get(i), due.get(i).priority, i + 1);
      } else {
        front(due.get(i));
      }
    }
  }

  List<String> claim(int most, long now) {
    if (paused) {
      return List.of();
    }
    promote(now);
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
      tier.round = Math.max(tier.round, (long) Math.floor(entry.score / ROUND));
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
        .sorted(Comparator.comparingDouble((Entry e) -> e.score).thenComparing(e -> e.id))
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
    entry.score = tier(entry.weight).round * ROUND;
  }

  void finish(Entry entry) {
    end(entry, JobState.COMPLETED);
  }

  void fail(Entry entry, boolean again, int attempts, long now) {
    if (again && entry.attempt < attempts) {
      entry.state = JobState.DELAYED;
      entry.due = now;
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

  /** An operator ends it, whoever waits. */
  void cancel(Entry entry) {
    if (!entry.state.ended()) {
      end(entry, JobState.CANCELLED);
      forget();
    }
  }

  void drain() {
    jobs.values().stream().filter(e -> e.state == JobState.WAITING).toList().forEach(this::cancel);
  }

  /** Nobody but its first person waits for it any more, and it goes before nothing of theirs. */
  void retry(Entry entry) {
    if (entry.state == JobState.DEAD) {
      entry.attempt = 0;
      entry.stalls = 0;
      entry.people.clear();
      entry.people.add(entry.person);
      queue(entry, 0, ++added);
      if (!entry.print.isEmpty()) {
        flights.putIfAbsent(entry.print, entry.id);
      }
    }
  }

  private void end(Entry entry, JobState state) {
    entry.state = state;
    flights.remove(entry.print, entry.id);
  }
}
