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
 * The scripts of lua/queue that a worker calls for a job that it holds, on a real Redis:
 * finish_job, fail_job, note_progress, release_jobs and beat_leases.
 */
@ExtendWith(RedisExtension.class)
class EndJobScriptsTest {
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
            j:1 = c0100000000000001TT ann print-1 1/payload-1/result ~3600
            m = token=1, v=1
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
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, true).await()).isEqualTo(AttemptEnd.FAILED);
    assertThat(q.keys())
        .contains("dead = 1=1700000002000\n")
        .contains("s:print-1 = 1 ~30\n")
        .contains("/payload-1/cause ~3600\n")
        .doesNotContain("w:1")
        .doesNotContain("due =");
  }

  @Test
  void fail_ends_at_once_where_another_attempt_would_not_help() {
    q.have("1", "ann");
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, false).await())
        .isEqualTo(AttemptEnd.FAILED);
    assertThat(q.keys()).doesNotContain("dead").contains("s:print-1 = 1 ~30\n");
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
        .contains("q = T1=1, T2=1\n")
        .contains("b = bob=1 1, ann=1 0\n")
        .contains("j:1 = w00")
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
