package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** The scripts that operators run, as those of workers in {@link WorkerScriptsTest}. */
@ExtendWith(RedisExtension.class)
class OperatorScriptsTest {
  private TestQueue q;
  private QueueControl control;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
    control = q.queue.control();
  }

  private void dead(String id) {
    assertThat(q.queue.add(q.job(id, "ann", "")).await()).isNotNull();
    for (var attempt = 0; attempt < 2; attempt++) {
      var job = q.claim();
      assertThat(q.queue.log(job, "line").await()).isTrue();
      assertThat(q.queue.fail(job, TestQueue.CAUSE, true).await()).isNotNull();
      q.clock.move(Duration.ofSeconds(2));
    }
  }

  private void oneRunsAndOneWaits() {
    control.limit(Lane.GROUPS, Limit.running(1)).await();
    for (var id : List.of("1", "2")) {
      assertThat(q.queue.add(q.job(id, "ann", "").inGroup("site")).await()).isNotNull();
    }
    assertThat(q.claim(2)).containsExactly("1");
  }

  @Test
  void cancel_jobs_leaves_the_record_only() {
    q.have("1", "ann");
    q.have("2", "ann");
    assertThat(q.add("3", "bob", "print-1")).isInstanceOf(Added.Accepted.class);
    var left =
        q.changes(
            """
            j:1 = w0000-0 T ann 1 - print-1 0 0/payload-1
            j:2 = w0000-0 T ann 1 - print-2 0 0/payload-2
            m = seq=2, n=2, tiers=0 1:0:0
            q1 = 1=1.0, 2=2.1
            s:print-1 = 1
            s:print-2 = 2
            u:ann = 2 1=2
            w:1 = ann, bob
            """,
            () -> control.cancelJob("1"),
            """
            ex = 1=T
            j:1 = x0000-0,T T ann 1 - print-1 0 0/payload-1
            j:2 = w0000-0 T ann 1 - print-2 0 0/payload-2
            m = seq=2, n=1, tiers=0 1:0:0
            q1 = 2=2.1
            s:print-2 = 2
            u:ann = 1 1=2
            """);
    assertThat(left).isEqualTo(Left.CANCELLED);
  }

  @Test
  void cancel_jobs_lets_the_next_of_a_lane_go() {
    oneRunsAndOneWaits();
    var left =
        q.changes(
            """
            held = g:site=1700000005000
            j:1 = a0100g1 T ann 1 site - 0 0/payload-1
            j:2 = w0000-0 T ann 1 site - 0 0/payload-2
            k1:g:site = 2=2.1
            l = 1:1=1700000015000
            limits = g=1 0 0
            m = lim=1, seq=2, n=1, tiers=0 1:2:1, token=1
            n:g:site = 1 0 0
            u:ann = 1 1=2
            """,
            () -> control.cancelJob("1"),
            """
            ex = 1=T
            j:1 = x0100-1,T T ann 1 site - 0 0/payload-1
            j:2 = w0000-0 T ann 1 site - 0 0/payload-2
            limits = g=1 0 0
            m = lim=1, seq=2, n=1, tiers=0 1:2:1, token=1
            q1 = 2=2.1
            u:ann = 1 1=2
            """);
    assertThat(left).isEqualTo(Left.CANCELLED);
  }

  @Test
  void retry_dead_gives_a_job_all_its_attempts() {
    dead("1");
    var retried =
        q.changes(
            """
            ez = 1=1700000002000
            j:1 = z0200-2,1700000002000 T ann 1 - - 0 0/payload-1/cause
            m = seq=1, n=0, tiers=1 1:1:2, token=2
            o:1 = [line, line] ~3600
            """,
            () -> control.retryDead(List.of("1")),
            """
            j:1 = w0000-2 T ann 1 - - 0 0/payload-1
            m = seq=2, n=1, tiers=1 1:1:2, token=2
            o:1 = [line, line] ~3600
            q1 = 1=2.2
            u:ann = 1 1=2
            """);
    assertThat(retried).isEqualTo(1);
  }

  @Test
  void drop_dead_forgets_a_job_and_its_lines() {
    dead("1");
    dead("2");
    var dropped =
        q.changes(
            """
            ez = 1=1700000002000, 2=1700000006000
            j:1 = z0200-2,1700000002000 T ann 1 - - 0 0/payload-1/cause
            j:2 = z0200-4,1700000006000 1700000004000 ann 1 - - 0 0/payload-2/cause
            m = seq=2, n=0, tiers=3 1:2:4, token=4
            o:1 = [line, line] ~3600
            o:2 = [line, line] ~3600
            """,
            () -> control.dropDead(List.of("1")),
            """
            ez = 2=1700000006000
            j:2 = z0200-4,1700000006000 1700000004000 ann 1 - - 0 0/payload-2/cause
            m = seq=2, n=0, tiers=3 1:2:4, token=4
            o:2 = [line, line] ~3600
            """);
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void set_limit_has_lanes_with_waiting_jobs_looked_at_now() {
    oneRunsAndOneWaits();
    q.changes(
        """
        held = g:site=1700000005000
        j:1 = a0100g1 T ann 1 site - 0 0/payload-1
        j:2 = w0000-0 T ann 1 site - 0 0/payload-2
        k1:g:site = 2=2.1
        l = 1:1=1700000015000
        limits = g=1 0 0
        m = lim=1, seq=2, n=1, tiers=0 1:2:1, token=1
        n:g:site = 1 0 0
        u:ann = 1 1=2
        """,
        () -> control.limit(Lane.GROUPS, Limit.running(2)),
        """
        held = g:site=0
        j:1 = a0100g1 T ann 1 site - 0 0/payload-1
        j:2 = w0000-0 T ann 1 site - 0 0/payload-2
        k1:g:site = 2=2.1
        l = 1:1=1700000015000
        limits = g=2 0 0
        m = lim=1, seq=2, n=1, tiers=0 1:2:1, token=1
        n:g:site = 1 0 0
        u:ann = 1 1=2
        """);
  }

  @Test
  void default_limit_remembers_what_was_configured() {
    var changed =
        q.changes(
            "\n",
            () -> control.configured(Lane.PEOPLE, Limit.running(2)),
            """
            limits = p=2 0 0
            m = lim=1
            named = p=2 0 0
            """);
    assertThat(changed).isTrue();
  }

  @Test
  void slow_down_stops_a_group_until_its_time() {
    q.changes(
        "\n",
        () -> control.slowDown("site", Duration.ofSeconds(30)),
        """
        m = lim=1, slow=1700000030000
        n:g:site = 0 0 1700000030000 ~30
        """);
  }

  @Test
  void put_schedule_keeps_it_with_its_next_time() {
    var schedule =
        new Schedule("tidy", new Timing.Every(Duration.ofMinutes(1)), q.job("any", "_clock", ""));
    q.changes(
        "\n",
        () -> q.queue.schedules().put(schedule),
        """
        next = tidy=1700000040000
        sched = tidy=every 60000
        _clock 1 f 0 3 g 0
        payload-any
        """);
  }

  @Test
  void list_schedules_changes_nothing() {
    var timing = new Timing.Every(Duration.ofMinutes(1));
    q.queue.schedules().put(new Schedule("tidy", timing, q.job("tidy", "_clock", ""))).await();
    var state = q.keys();
    assertThat(q.changes(state, q.queue.schedules()::all, state)).hasSize(1);
  }

  @Test
  void read_depth_changes_nothing() {
    oneRunsAndOneWaits();
    var state = q.keys();
    assertThat(q.changes(state, control::depth, state)).isEqualTo(new QueueDepth(1, 0, 1, 0));
  }

  @Test
  void read_job_changes_nothing() {
    oneRunsAndOneWaits();
    var state = q.keys();
    assertThat(q.changes(state, () -> q.queue.read("2"), state))
        .isNotNull()
        .extracting(Standing::place, Standing::lane)
        .containsExactly(1, "g:site");
  }

  @Test
  void list_jobs_changes_nothing() {
    oneRunsAndOneWaits();
    var state = q.keys();
    assertThat(q.changes(state, () -> control.jobs(JobState.WAITING, null, 9), state))
        .extracting(Job::id)
        .containsExactly("2");
  }
}
