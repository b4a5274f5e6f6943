package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** lua/queue/reap_jobs.lua and lua/queue/cancel_jobs.lua on a real Redis. */
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
        .containsExactly(JobState.DEAD, 2, TestQueue.CAUSE);
    assertThat(q.keys())
        .isEqualTo(
            """
            ez = 1=1700000030002
            j:1 = z0202-2,1700000030002 T ann 1 - print-1 0 0/payload-1/cause
            m = seq=1, n=0, tiers=1 1:1:2, token=2
            s:print-1 = 1 ~30
            """);
  }

  @Test
  void what_ended_long_ago_is_dropped() {
    var heard = new Heard();
    q.queue.measure(heard);
    q.have("1", "ann");
    assertThat(q.queue.finish(q.claim(), TestQueue.RESULT, Duration.ZERO).await()).isTrue();
    q.clock.move(TestQueue.CONFIG.keep().minusMillis(1));
    assertThat(q.queue.reap(TestQueue.CAUSE).await()).isZero();
    assertThat(q.keys()).contains("j:1");
    q.clock.move(Duration.ofMillis(1));
    assertThat(q.queue.reap(TestQueue.CAUSE).await()).isZero();
    assertThat(q.keys()).doesNotContain("j:1").doesNotContain("ec");
    assertThat(heard.dropped).hasValue(1);
  }

  @Test
  void an_operator_cancels_for_everybody() {
    q.have("1", "ann");
    assertThat(q.add("2", "bob", "print-1")).isInstanceOf(Added.Accepted.class);
    assertThat(q.queue.control().cancelJob("1").await()).isEqualTo(Left.CANCELLED);
    assertThat(q.keys()).contains("ex = 1=").doesNotContain("w:1").doesNotContain("u:ann");
  }

  @Test
  void who_does_not_wait_for_a_job_does_not_cancel_it() {
    q.have("1", "ann");
    var before = q.keys();
    assertThat(q.queue.cancel("1", "eve").await()).isEqualTo(Left.SHARED);
    assertThat(q.keys()).isEqualTo(before);
  }

  @Test
  void the_last_to_leave_cancels_a_waiting_job() {
    q.have("1", "ann");
    assertThat(q.add("2", "bob", "print-1")).isInstanceOf(Added.Accepted.class);
    assertThat(q.queue.cancel("1", "ann").await()).isEqualTo(Left.SHARED);
    assertThat(q.state("1")).isEqualTo(JobState.WAITING);
    assertThat(q.queue.cancel("1", "bob").await()).isEqualTo(Left.CANCELLED);
    assertThat(q.keys())
        .isEqualTo(
            """
            ex = 1=T
            j:1 = x0000-0,T T ann 1 - print-1 0 0/payload-1
            m = seq=1, n=0, tiers=0 1:0:0
            """);
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
