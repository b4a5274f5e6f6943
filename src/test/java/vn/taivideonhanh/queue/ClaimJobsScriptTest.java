package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** lua/queue/claim_jobs.lua on a real Redis. */
@ExtendWith(RedisExtension.class)
class ClaimJobsScriptTest {
  private TestQueue q;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
  }

  @Test
  void leases_what_is_next() {
    q.have("1", "ann");
    var job = q.claim();
    assertThat(job)
        .extracting(Job::id, Job::state, Job::attempt, Job::token, Job::payload)
        .containsExactly("1", JobState.ACTIVE, 1, 1L, "payload-1");
    assertThat(q.keys())
        .isEqualTo(
            """
            j:1 = a01000000000000010000000000000T ann print-1 1/payload-1
            l = 1:1=1700000015000
            m = token=1, v=1
            s:print-1 = 1
            w:1 = ann
            """);
  }

  @Test
  void marks_the_queue_idle_and_an_add_wakes(RedisStore store) throws InterruptedException {
    var wakes = new LinkedBlockingQueue<String>();
    var listening = store.subscribe("tvn:jq:{q}:wake", wakes::add).await();
    assertThat(q.claim(5)).isEmpty();
    assertThat(q.keys()).contains("m = idle=1");
    q.have("1", "ann");
    q.have("2", "ann");
    assertThat(wakes.poll(5, TimeUnit.SECONDS)).isEqualTo("1");
    assertThat(q.keys()).doesNotContain("idle");
    assertThat(wakes).isEmpty();
    listening.cancel();
  }

  @Test
  void lets_a_paused_job_wait_again_when_its_time_has_come() {
    q.have("1", "ann");
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, true).await()).isEqualTo(AttemptEnd.AGAIN);
    q.clock.move(Duration.ofSeconds(2));
    var job = q.claim();
    assertThat(job).extracting(Job::id, Job::attempt, Job::token).containsExactly("1", 2, 2L);
    assertThat(q.keys()).doesNotContain("due =");
  }

  @Test
  void says_when_the_next_pause_ends(RedisStore store) {
    store.send(Command.ZADD, "tvn:jq:{q}:due", "1700000005000", "1700000000000x").await();
    assertThat(q.queue.claim(1).await().nextDue()).isEqualTo(1_700_000_005_000L);
  }

  @Test
  void passes_over_a_job_whose_record_is_gone(RedisStore store) {
    q.have("1", "ann");
    q.have("2", "ann");
    store.send(Command.DEL, "tvn:jq:{q}:j:1").await();
    assertThat(q.claim(2)).containsExactly("2");
  }
}
