package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.PropertyRedis;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Any sequence of commands on the schedules of three nodes: what is added is what a model says that
 * looks at its schedules minute by minute.
 */
class SchedulesModelTest {
  private static final List<PropertyRedis> REDIS = new ArrayList<>();
  private static final int NODES = 3;
  private static final List<String> NAMES = List.of("tidy", "weekly", "canary", "report");
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Ho_Chi_Minh"), ZoneId.of("Asia/Kathmandu"));

  enum Verb {
    PUT,
    PUT_AGAIN,
    REMOVE,
    PASS,
    FIRE,
    FIRE_EVERYWHERE,
    DIE
  }

  record Step(Verb verb, int number) {}

  /** When a schedule of the model fires, said twice: for the queue, and for the model. */
  private record Times(Timing timing, Plan plan) {
    private interface Plan {
      boolean at(Instant minute);
    }

    static Times of(int n) {
      var zone = ZONES.get(n % ZONES.size());
      var minute = n % 60;
      var hour = n / 3 % 24;
      return switch (n % 4) {
        case 0 -> every(1 + n % 7);
        case 1 -> cron(zone, minute + " " + hour + " * * *", (m, h, _) -> m == minute && h == hour);
        case 2 -> cron(zone, "*/20 " + hour + "-23 * * *", (m, h, _) -> m % 20 == 0 && h >= hour);
        default ->
            cron(
                zone,
                minute + ",59 */6 * * 1-5",
                (m, h, day) ->
                    (m == minute || m == 59)
                        && h % 6 == 0
                        && day.compareTo(DayOfWeek.SATURDAY) < 0);
      };
    }

    private interface Fields {
      boolean match(int minute, int hour, DayOfWeek day);
    }

    private static Times every(int minutes) {
      return new Times(
          new Timing.Every(Duration.ofMinutes(minutes)),
          time -> time.getEpochSecond() / 60 % minutes == 0);
    }

    private static Times cron(ZoneId zone, String text, Fields fields) {
      return new Times(
          new Timing.Cron(text, zone),
          instant -> {
            var time = instant.atZone(zone);
            return fields.match(time.getMinute(), time.getHour(), time.getDayOfWeek());
          });
    }

    /** The first minute after that time at which it fires. */
    long after(long time) {
      var minute = Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.MINUTES);
      do {
        minute = minute.plus(1, ChronoUnit.MINUTES);
      } while (!plan.at(minute));
      return minute.toEpochMilli();
    }
  }

  @BeforeContainer
  static void open() {
    REDIS.add(new PropertyRedis());
  }

  @AfterContainer
  static void close() throws Exception {
    REDIS.removeFirst().close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Verb.values()), Arbitraries.integers().between(0, 9999))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 60)
  void each_time_adds_one_job_whichever_nodes_look(@ForAll("steps") List<Step> steps) {
    var run = new Run(REDIS.getFirst().empty());
    for (var step : steps) {
      run.take(step);
      run.compare();
    }
  }

  /** A schedule of the model. */
  private record Kept(Schedule schedule, Times times, long next, Planned.@Nullable Fired last) {
    static Kept of(String name, int n, long now) {
      var times = Times.of(n);
      var job = new NewJob(name, "_clock", 1, "", "payload " + n, 0, 1000);
      return new Kept(new Schedule(name, times.timing(), job), times, times.after(now), null);
    }

    Kept fired(long now) {
      var last = new Planned.Fired(Instant.ofEpochMilli(next), null);
      return new Kept(schedule, times, times.after(now), last);
    }

    NewJob job() {
      return schedule.at(next);
    }

    Planned planned() {
      return new Planned(schedule, Instant.ofEpochMilli(next), last);
    }
  }

  private static final class Run {
    private final TestQueue q;
    private final List<TestQueue> nodes = new ArrayList<>();
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final Set<String> added = new LinkedHashSet<>();

    Run(RedisStore store) {
      q = new TestQueue(new TestQueue(store), 1000);
      for (var node = 0; node < NODES; node++) {
        nodes.add(new TestQueue(q, 1000));
      }
    }

    void take(Step step) {
      var n = step.number;
      var name = NAMES.get(n % NAMES.size());
      switch (step.verb) {
        case PUT -> put(Kept.of(name, n, q.clock.millis()));
        case PUT_AGAIN -> List.copyOf(kept.values()).forEach(this::put);
        case REMOVE -> remove(name);
        case PASS -> q.clock.move(Duration.ofSeconds(n % 2 == 0 ? n : n * 20L));
        case FIRE -> fire(List.of(nodes.get(n % NODES)));
        case FIRE_EVERYWHERE -> fire(nodes);
        case DIE -> die();
      }
    }

    private void put(Kept put) {
      var name = put.schedule.name();
      q.queue.schedules().put(put.schedule).await();
      var before = kept.get(name);
      kept.put(name, before != null && before.schedule.equals(put.schedule) ? before : put);
    }

    private void remove(String name) {
      var was = kept.remove(name);
      assertThat(q.queue.schedules().remove(name).await()).isEqualTo(was != null);
    }

    private List<Kept> due() {
      return kept.values().stream().filter(one -> one.next <= q.clock.millis()).toList();
    }

    private void fire(List<TestQueue> looking) {
      var due = due();
      var fired = looking.stream().map(node -> node.queue.schedules().fire()).toList();
      Future.all(fired).await();
      assertThat(fired.stream().mapToInt(Future::result).sum()).isEqualTo(due.size());
      for (var one : due) {
        added.add(one.job().id());
        kept.put(one.schedule.name(), one.fired(q.clock.millis()));
      }
    }

    /** A node has added the job of a time, and ends before it has said when the next time is. */
    private void die() {
      for (var one : due()) {
        assertThat(q.queue.add(one.job()).await()).isInstanceOf(Added.Accepted.class);
        added.add(one.job().id());
      }
    }

    void compare() {
      assertThat(q.queue.schedules().all().await())
          .containsExactlyInAnyOrderElementsOf(kept.values().stream().map(Kept::planned).toList());
      var waiting = q.queue.control().jobs(JobState.WAITING, null, 1000).await();
      assertThat(waiting).extracting(Job::id).containsExactlyInAnyOrderElementsOf(added);
    }
  }
}
