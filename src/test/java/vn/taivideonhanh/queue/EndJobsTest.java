package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/**
 * What a worker does with a job that it holds, on a real Redis: the ends of lua/queue/step_jobs,
 * note_progress and beat_leases.
 */
@ExtendWith(RedisExtension.class)
class EndJobsTest {
  private TestQueue q;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
  }

  @Test
  void finish_keeps_the_result_for_a_time() {
    q.have("1", "ann");
    var job = q.claim();
    assertThat(q.queue.progress(job, "half").await()).isTrue();
    assertThat(q.queue.finish(job, TestQueue.RESULT, TestQueue.FRESH).await()).isTrue();
    assertThat(q.keys())
        .isEqualTo(
            """
            ec = 1=T
            j:1 = c0100-1,T T ann 1 - print-1 0 0/payload-1/result
            m = seq=1, n=0, tiers=0 1:1:1, token=1
            s:print-1 = 1 ~600
            """);
    assertThat(q.read("1").job().tail()).isEqualTo(TestQueue.RESULT);
  }

  @Test
  void fail_pauses_and_then_gives_up() {
    q.have("1", "ann");
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, true).await()).isEqualTo(AttemptEnd.AGAIN);
    assertThat(q.state("1")).isEqualTo(JobState.DELAYED);
    q.clock.move(Duration.ofSeconds(2));
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, true).await()).isEqualTo(AttemptEnd.DEAD);
    assertThat(q.keys())
        .isEqualTo(
            """
            ez = 1=1700000002000
            j:1 = z0200-2,1700000002000 T ann 1 - print-1 0 0/payload-1/cause
            m = seq=1, n=0, tiers=1 1:1:2, token=2
            s:print-1 = 1 ~30
            """);
  }

  @Test
  void fail_ends_at_once_where_another_attempt_would_not_help() {
    q.have("1", "ann");
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, false).await())
        .isEqualTo(AttemptEnd.FAILED);
    assertThat(q.keys()).contains("ef = 1=T\n").contains("s:print-1 = 1 ~30\n");
  }

  @Test
  void an_error_class_has_attempts_and_pauses_of_its_own() {
    q.have("1", "ann");
    var often = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 3);
    for (var attempt = 1; attempt <= 3; attempt++) {
      var end = q.queue.end(q.claim(), new Outcome.Failed(TestQueue.CAUSE, true, often));
      assertThat(q.queue.step(List.of(end), 0).await().ends()).isEqualTo("1");
      q.clock.move(Duration.ofMillis(2));
    }
    assertThat(q.state("1")).isEqualTo(JobState.DEAD);
  }

  @Test
  void only_the_youngest_of_the_ended_are_kept() {
    var few =
        new TestQueue(
            q, TestQueue.CONFIG.with(new QueueConfig.Bounds(2, 1, Duration.ofDays(1), 2, 10)));
    for (var i = 1; i <= 4; i++) {
      few.have("c" + i, "ann");
      var job = few.claim();
      assertThat(few.queue.log(job, "line").await()).isTrue();
      assertThat(few.queue.finish(job, TestQueue.RESULT, Duration.ZERO).await()).isTrue();
      q.clock.move(Duration.ofMillis(1));
    }
    assertThat(q.keys()).contains("ec = c3=").contains(", c4=").contains("j:c3").contains("o:c4");
    assertThat(q.keys()).doesNotContain("j:c1").doesNotContain("j:c2").doesNotContain("o:c2");
  }

  @Test
  void nothing_is_left_of_a_completed_job_where_none_is_kept() {
    var none =
        new TestQueue(
            q, TestQueue.CONFIG.with(new QueueConfig.Bounds(0, 1, Duration.ofDays(1), 2, 10)));
    assertThat(none.queue.add(q.job("1", "ann", "")).await()).isNotNull();
    assertThat(none.queue.finish(none.claim(), TestQueue.RESULT, Duration.ZERO).await()).isTrue();
    assertThat(q.keys()).isEqualTo("m = seq=1, n=0, tiers=0 1:1:1, token=1\n");
  }

  @Test
  void a_log_keeps_its_newest_lines() {
    q.have("1", "ann");
    var job = q.claim();
    for (var i = 0; i < 103; i++) {
      assertThat(q.queue.log(job, "line " + i).await()).isTrue();
    }
    var lines = q.queue.control().log("1").await();
    assertThat(lines).hasSize(100).first().isEqualTo("line 3");
    assertThat(lines).last().isEqualTo("line 102");
  }

  @Test
  void one_step_ends_attempts_and_leases_the_next_jobs() {
    q.have("1", "ann");
    q.have("2", "ann");
    q.have("3", "bob");
    var claimed = q.queue.claim(2).await().jobs();
    var ends =
        claimed.stream()
            .map(job -> q.queue.end(job, new Outcome.Done(TestQueue.RESULT, Duration.ZERO)))
            .toList();
    var stepped = q.queue.step(List.of(ends.get(0), ends.get(1), ends.get(0)), 5).await();
    assertThat(stepped.ends()).isEqualTo("110");
    assertThat(stepped.claimed().jobs()).extracting(Job::id).containsExactly("2");
    assertThat(q.keys())
        .isEqualTo(
            """
            ec = 1=T, 3=T
            j:1 = c0100-1,T T ann 1 - print-1 0 0/payload-1/result
            j:2 = a0100-3 T ann 1 - print-2 0 0/payload-2
            j:3 = c0100-2,T T bob 1 - print-3 0 0/payload-3/result
            l = 2:3=1700000015000
            m = seq=3, n=0, tiers=2 1:2:3, token=3, idle=1
            s:print-2 = 2
            """);
  }

  @Test
  void progress_is_read_with_the_job() {
    q.have("1", "ann");
    q.have("2", "ann");
    q.have("3", "bob");
    var job = q.claim();
    assertThat(q.queue.progress(job, "half").await()).isTrue();
    assertThat(q.read(job.id()).progress()).isEqualTo("half");
    assertThat(q.read("3").place()).isEqualTo(1);
    assertThat(q.read("2").place()).isEqualTo(2);
    assertThat(q.queue.read("none").await()).isNull();
  }

  @Test
  void release_gives_back_without_an_attempt() {
    q.have("1", "ann");
    q.have("2", "bob");
    var job = q.claim();
    assertThat(q.queue.release(List.of(job)).await()).isEqualTo(1);
    assertThat(q.keys())
        .contains("q1 = 1=1.0, 2=1.1\n")
        .contains("u:ann = 1\nu:bob = 1 1=1\n")
        .contains("j:1 = w0000-1 T")
        .doesNotContain("l =");
    assertThat(q.claim()).extracting(Job::id, Job::attempt).containsExactly("1", 1);
  }

  @Test
  void beat_tells_what_is_held_lost_and_cancelled() {
    q.have("1", "ann");
    q.have("2", "bob");
    var held = q.claim();
    var cancelled = q.claim();
    var lost = q.queue.release(List.of(held)).map(held).await();
    held = q.claim();
    assertThat(q.queue.cancel("2", "bob").await()).isEqualTo(Left.CANCELLED);
    q.clock.move(Duration.ofSeconds(5));
    assertThat(q.queue.beat(List.of(held, lost, cancelled)).await())
        .containsExactly(Lease.HELD, Lease.LOST, Lease.CANCELLED);
    assertThat(q.keys()).contains("l = 1:3=1700000020000\n");
  }

  @Test
  void nothing_is_written_for_a_lease_that_is_not_the_newest() {
    q.have("1", "ann");
    var old = q.claim();
    assertThat(q.queue.release(List.of(old)).await()).isEqualTo(1);
    var held = q.claim();
    var before = q.keys();
    assertThat(q.queue.finish(old, TestQueue.RESULT, TestQueue.FRESH).await()).isFalse();
    assertThat(q.queue.fail(old, TestQueue.CAUSE, true).await()).isEqualTo(AttemptEnd.LOST);
    assertThat(q.queue.progress(old, "half").await()).isFalse();
    assertThat(q.queue.release(List.of(old)).await()).isZero();
    assertThat(q.keys()).isEqualTo(before);
    assertThat(q.queue.finish(held, TestQueue.RESULT, TestQueue.FRESH).await()).isTrue();
  }
}
