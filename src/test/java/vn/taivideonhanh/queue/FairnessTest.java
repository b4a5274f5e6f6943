package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Who waits how long. The scripts are those on a real Redis, the time is made up, so that the
 * figures are the same on every machine: eight slots, and jobs of 100 ms.
 */
@ExtendWith(RedisExtension.class)
class FairnessTest {
  private static final int SLOTS = 8;
  private static final int MANY = 10_000;
  private static final int LIGHT = 50;
  private static final long TAKES = 100;
  private static final Duration LASTS = Duration.ofSeconds(20);

  private Office office;

  @BeforeEach
  void open(RedisStore store) {
    office = new Office(store);
  }

  @Test
  void the_heavy_one_hardly_delays_the_light_ones(RedisStore store, TestReporter told) {
    office.arrivals(light());
    office.run(LASTS.toMillis());
    var alone = p95(office.waits("light"));

    office = new Office(store);
    office.pile("heavy", 1, MANY);
    office.arrivals(light());
    office.run(LASTS.toMillis());
    var beside = p95(office.waits("light"));

    told.publishEntry("p95 wait of light users, alone, ms", String.valueOf(alone));
    told.publishEntry("p95 wait of light users, beside the heavy one, ms", String.valueOf(beside));
    assertThat(alone).isPositive();
    assertThat(beside).isLessThan(3 * alone);
  }

  @Test
  void somebodys_first_job_waits_for_no_more_than_what_runs_already(TestReporter told) {
    office.pile("heavy", 1, MANY);
    office.run(1000);
    office.arrivals(Map.of(1010L, List.of("light-0")));
    office.run(2000);
    var wait = office.waits("light").getFirst();
    told.publishEntry("wait of a first job beside the heavy one, ms", String.valueOf(wait));
    assertThat(wait).isLessThanOrEqualTo(TAKES);
  }

  @Test
  void pro_goes_four_times_as_often_and_free_is_not_starved(TestReporter told) {
    for (var i = 0; i < 10; i++) {
      office.pile("pro-" + i, 4, 200);
      office.pile("free-" + i, 1, 200);
    }
    office.run(10_000);
    var begun = office.begun.subList(0, 500);
    var pro = begun.stream().filter(person -> person.startsWith("pro")).count();
    var longest = longestWithout(begun, "free");
    told.publishEntry("Pro jobs among the first 500", String.valueOf(pro));
    told.publishEntry("most jobs in a row without a free one", String.valueOf(longest));
    assertThat(pro).isBetween(390L, 410L);
    assertThat(longest).isLessThanOrEqualTo(50);
    assertThat(IntStream.range(0, 10).mapToObj(i -> "free-" + i)).allMatch(begun::contains);
  }

  private static int longestWithout(List<String> begun, String who) {
    var longest = 0;
    var now = 0;
    for (var person : begun) {
      now = person.startsWith(who) ? 0 : now + 1;
      longest = Math.max(longest, now);
    }
    return longest;
  }

  /** Everybody adds jobs now and then, together as many as six of the eight slots can do. */
  private static Map<Long, List<String>> light() {
    var random = new Random(5);
    var arrivals = new HashMap<Long, List<String>>();
    var count = LASTS.toMillis() / TAKES * (SLOTS - 2);
    for (var i = 0; i < count; i++) {
      var at = random.nextLong(LASTS.toMillis());
      arrivals.computeIfAbsent(at, _ -> new ArrayList<>()).add("light-" + random.nextInt(LIGHT));
    }
    return arrivals;
  }

  private static long p95(List<Long> waits) {
    return waits.stream().sorted().toList().get(waits.size() * 95 / 100);
  }

  /** A worker whose jobs end when the made-up time has come. */
  private static final class Office {
    private final MovableClock clock = new MovableClock();
    private final JobQueue queue;
    private final String name = "fair" + System.nanoTime();
    private final PriorityQueue<Running> running = new PriorityQueue<>();
    private final Map<Long, List<String>> arrivals = new HashMap<>();
    private final Map<String, List<Long>> waits = new HashMap<>();
    private final List<String> begun = new ArrayList<>();
    private long now;
    private int last;

    Office(RedisStore store) {
      var config =
          new QueueConfig(
              "tvn",
              name,
              Duration.ofMinutes(10),
              Duration.ofHours(1),
              Duration.ofSeconds(30),
              2,
              1,
              100_000,
              Duration.ofSeconds(1),
              Duration.ofSeconds(10));
      queue = new JobQueue(store, config, clock);
    }

    /** Adds many jobs at once. */
    void pile(String person, int weight, int count) {
      for (var left = count; left > 0; left -= 1000) {
        var some = IntStream.range(0, Math.min(left, 1000)).mapToObj(_ -> job(person, weight));
        var _ = Future.all(some.map(queue::add).toList()).await();
      }
    }

    /** Who adds a job when. */
    void arrivals(Map<Long, List<String>> more) {
      arrivals.putAll(more);
    }

    private NewJob job(String person, int weight) {
      var id = "job" + last++;
      return new NewJob(id, person, weight, id, String.valueOf(now), 0, 100_000);
    }

    /** Goes on, millisecond by millisecond, until that time. */
    void run(long until) {
      for (; now < until; now++) {
        clock.move(Duration.ofMillis(1));
        var adding = arrivals.getOrDefault(now, List.of()).stream().map(who -> job(who, 1));
        var added = adding.map(queue::add).toList();
        var _ = Future.all(added).await();
        var ended = end();
        if (ended > 0 || !added.isEmpty() || begun.isEmpty()) {
          begin();
        }
      }
    }

    private int end() {
      var ended = 0;
      for (var next = running.peek(); next != null && next.until <= now; next = running.peek()) {
        running.remove();
        var _ = queue.finish(next.job, TestQueue.RESULT, Duration.ZERO).await();
        ended++;
      }
      return ended;
    }

    private void begin() {
      if (running.size() == SLOTS) {
        return;
      }
      for (var job : queue.claim(SLOTS - running.size()).await().jobs()) {
        // Jobs do not all take exactly the same, or they would end together.
        running.add(new Running(job, now + TAKES - running.size()));
        begun.add(job.person());
        waits
            .computeIfAbsent(job.person().split("-", 2)[0], _ -> new ArrayList<>())
            .add(now - Long.parseLong(job.payload()));
      }
    }

    List<Long> waits(String kind) {
      return waits.getOrDefault(kind, List.of());
    }

    private record Running(Job job, long until) implements Comparable<Running> {
      @Override
      public int compareTo(Running other) {
        return Long.compare(until, other.until);
      }
    }
  }
}
