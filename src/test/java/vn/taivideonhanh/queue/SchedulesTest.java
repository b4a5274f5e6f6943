package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Schedules on a real Redis. */
@ExtendWith(RedisExtension.class)
class SchedulesTest {
  private static final Timing MINUTELY = new Timing.Every(Duration.ofMinutes(1));

  private TestQueue q;
  private Schedules schedules;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
    schedules = q.queue.schedules();
  }

  private Schedule schedule(Timing timing) {
    return new Schedule("tidy", timing, q.job("any", "_clock", "").inGroup("upkeep"));
  }

  @Test
  void a_schedule_fires_when_its_time_has_come() {
    schedules.put(schedule(MINUTELY)).await();
    assertThat(schedules.fire().await()).isZero();
    q.clock.move(Duration.ofMinutes(1));
    assertThat(schedules.fire().await()).isEqualTo(1);
    assertThat(q.claim(9)).containsExactly(schedule(MINUTELY).at(1_700_000_040_000L).id());
    assertThat(schedules.fire().await()).isZero();
    q.clock.move(Duration.ofMinutes(1));
    assertThat(schedules.fire().await()).isEqualTo(1);
    assertThat(q.claim(9)).containsExactly(schedule(MINUTELY).at(1_700_000_100_000L).id());
  }

  @Test
  void one_of_many_nodes_fires() {
    schedules.put(schedule(MINUTELY)).await();
    q.clock.move(Duration.ofMinutes(1));
    var fired = List.of(schedules.fire(), schedules.fire(), schedules.fire());
    Future.all(fired).await();
    assertThat(fired.stream().mapToInt(Future::result).sum()).isEqualTo(1);
    assertThat(q.queue.depth().await().waiting()).isEqualTo(1);
  }

  @Test
  void times_that_were_missed_are_made_up_for_once() {
    schedules.put(schedule(MINUTELY)).await();
    q.clock.move(Duration.ofMinutes(10));
    assertThat(schedules.fire().await()).isEqualTo(1);
    assertThat(schedules.fire().await()).isZero();
    assertThat(q.keys()).contains("next = tidy=1700000640000\n");
  }

  @Test
  void what_a_node_has_begun_and_not_ended_is_done_by_another() {
    schedules.put(schedule(MINUTELY)).await();
    q.clock.move(Duration.ofMinutes(1));
    assertThat(q.queue.add(schedule(MINUTELY).at(1_700_000_040_000L)).await()).isNotNull();
    assertThat(schedules.fire().await()).isEqualTo(1);
    assertThat(q.queue.depth().await().waiting()).isEqualTo(1);
  }

  @Test
  void a_schedule_is_kept_listed_and_taken_away() {
    var cron = new Timing.Cron("30 4 * * 1-5", ZoneId.of("Asia/Ho_Chi_Minh"));
    schedules.put(schedule(cron)).await();
    assertThat(schedules.all().await())
        .hasSize(1)
        .first()
        .satisfies(kept -> {
          assertThat(kept.next()).isEqualTo("2023-11-15T21:30:00Z");
          assertThat(kept.schedule().timing()).isEqualTo(cron);
          assertThat(kept.schedule().at(7)).isEqualTo(schedule(cron).at(7));
        });
    assertThat(schedules.remove("tidy").await()).isTrue();
    assertThat(schedules.remove("tidy").await()).isFalse();
    assertThat(q.keys()).isEqualTo("\n");
  }

  @Test
  void a_time_at_which_too_many_wait_is_skipped_and_told() {
    var heard = new Heard();
    q.queue.measure(heard);
    var job = new NewJob("any", "_clock", 1, "", "payload", 0, 1);
    schedules.put(new Schedule("tidy", MINUTELY, job)).await();
    assertThat(last()).isNull();
    q.clock.move(Duration.ofMinutes(1));
    assertThat(schedules.fire().await()).isEqualTo(1);
    var first = Instant.ofEpochMilli(1_700_000_040_000L);
    assertThat(last()).isEqualTo(new Planned.Fired(first, null));
    q.clock.move(Duration.ofMinutes(1));
    assertThat(schedules.fire().await()).isEqualTo(1);
    var second = first.plus(Duration.ofMinutes(1));
    assertThat(last()).isEqualTo(new Planned.Fired(second, Added.Refused.PERSON_FULL));
    assertThat(heard.skipped).hasValue(1);
    assertThat(q.queue.depth().await().waiting()).isEqualTo(1);
    schedules.put(new Schedule("tidy", new Timing.Every(Duration.ofHours(1)), job)).await();
    assertThat(last()).as("another schedule of that name").isNull();
  }

  private Planned.@Nullable Fired last() {
    return schedules.all().await().getFirst().last();
  }

  @Test
  void there_are_a_hundred_schedules_at_most() {
    for (var i = 0; i < 100; i++) {
      schedules.put(named("tidy" + i)).await();
    }
    assertThatThrownBy(() -> schedules.put(named("tidy100")).await())
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.code()).isEqualTo(ProblemCode.INVALID_REQUEST));
    schedules.put(named("tidy7")).await();
    assertThat(schedules.all().await()).hasSize(100);
  }

  private Schedule named(String name) {
    return new Schedule(name, MINUTELY, q.job("any", "_clock", ""));
  }

  @Test
  void an_id_is_one_that_all_parts_of_the_server_take() {
    assertThat(List.of(0L, 1L, Long.MAX_VALUE))
        .map(time -> schedule(MINUTELY).at(time).id())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-z]{26}"));
  }

  @Test
  void cron_times_are_those_of_their_zone() {
    var cron = new Timing.Cron("30 4 * * 1-5", ZoneId.of("Asia/Ho_Chi_Minh"));
    assertThat(cron.after(Instant.parse("2026-11-20T22:00:00Z"))).isEqualTo("2026-11-22T21:30:00Z");
    assertThat(new Timing.Cron("*/15 * * * *", ZoneId.of("UTC")).after(Instant.EPOCH))
        .isEqualTo("1970-01-01T00:15:00Z");
    assertThatThrownBy(() -> new Timing.Cron("61 * * * *", ZoneId.of("UTC")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
