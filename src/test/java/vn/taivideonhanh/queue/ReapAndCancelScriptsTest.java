package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** lua/queue/reap_stalled.lua and lua/queue/cancel_job.lua on a real Redis. */
@ExtendWith(RedisExtension.class)
class ReapAndCancelScriptsTest {
  private static final Duration OVER = TestQueue.CONFIG.lease().plusMillis(1);

  private TestQueue q;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
  }

  @Test
  void a_job_of_a_silent_worker_goes_to_the_front() {
    q.have("1", "ann");
    var abandoned = q.claim();
    q.have("2", "bob");
    q.clock.move(TestQueue.CONFIG.lease());
    assertThat(q.queue.reap(TestQueue.CAUSE).await()).isZero();
    q.clock.move(Duration.ofMillis(1));
    assertThat(q.queue.reap(TestQueue.CAUSE).await()).isEqualTo(1);
    assertThat(q.claim()).extracting(Job::id, Job::attempt, Job::stalls).containsExactly("1", 2, 1);
    assertThat(q.queue.finish(abandoned, TestQueue.RESULT, TestQueue.FRESH).await()).isFalse();
  }

  @Test
  void a_job_that_silences_every_worker_is_given_up() {
    q.have("1", "ann");
    for (var i = 0; i < 2; i++) {
      assertThat(q.claim(1)).containsExactly("1");
      q.clock.move(OVER);
      assertThat(q.queue.reap(TestQueue.CAUSE).await()).isEqualTo(1);
    }
    assertThat(q.read("1").job())
        .extracting(Job::state, Job::stalls, Job::tail)
        .containsExactly(JobState.FAILED, 2, TestQueue.CAUSE);
    assertThat(q.keys()).contains("dead = 1=").doesNotContain("w:1").doesNotContain("q =");
  }

  @Test
  void the_last_to_leave_cancels_a_waiting_job() {
    q.have("1", "ann");
    assertThat(q.add("2", "bob", "print-1")).isInstanceOf(Added.Accepted.class);
    assertThat(q.queue.cancel("1", "ann").await()).isEqualTo(Left.SHARED);
    assertThat(q.state("1")).isEqualTo(JobState.WAITING);
    assertThat(q.queue.cancel("1", "bob").await()).isEqualTo(Left.CANCELLED);
    assertThat(q.keys()).isEqualTo("j:1 = x0000000000000000TT ann print-1 1/payload-1 ~3600\n");
    assertThat(q.queue.cancel("1", "bob").await()).isEqualTo(Left.ENDED);
    assertThat(q.queue.cancel("none", "bob").await()).isEqualTo(Left.UNKNOWN);
  }

  @Test
  void a_cancelled_active_job_cannot_be_ended_by_its_worker() {
    q.have("1", "ann");
    var job = q.claim();
    assertThat(q.queue.cancel("1", "ann").await()).isEqualTo(Left.CANCELLED);
    assertThat(q.queue.finish(job, TestQueue.RESULT, TestQueue.FRESH).await()).isFalse();
    assertThat(q.state("1")).isEqualTo(JobState.CANCELLED);
    q.have("3", "ann");
  }

  @Test
  void a_paused_job_can_be_cancelled() {
    q.have("1", "ann");
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, true).await()).isEqualTo(AttemptEnd.AGAIN);
    assertThat(q.queue.cancel("1", "ann").await()).isEqualTo(Left.CANCELLED);
    q.clock.move(Duration.ofMinutes(1));
    assertThat(q.claim(1)).isEmpty();
  }
}
