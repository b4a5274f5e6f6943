package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** The claims of lua/queue/step_jobs.lua, on a real Redis. */
@ExtendWith(RedisExtension.class)
class ClaimJobsTest {
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
            j:1 = a0100-1 T ann 1 - print-1 0 0/payload-1
            l = 1:1=1700000015000
            m = seq=1, n=0, tiers=0 1:1:1, token=1
            s:print-1 = 1
            """);
  }

  @Test
  void marks_the_queue_idle_and_an_add_wakes(RedisStore store) throws InterruptedException {
    var wakes = new LinkedBlockingQueue<String>();
    var listening = store.subscribe("tvn:jq:{q}:wake", wakes::add).await();
    assertThat(q.claim(5)).isEmpty();
    assertThat(q.keys()).isEqualTo("m = idle=1\n");
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
  void says_when_the_next_pause_ends() {
    var start = Instant.ofEpochMilli(1_700_000_005_000L);
    assertThat(q.queue.add(q.job("1", "ann", "").startingAt(start)).await()).isNotNull();
    assertThat(q.queue.claim(1).await().nextDue()).isEqualTo(1_700_000_005_000L);
  }

  @Test
  void marks_the_queue_idle_when_there_were_fewer_than_asked_for() {
    q.have("1", "ann");
    assertThat(q.claim(2)).containsExactly("1");
    assertThat(q.keys()).contains("idle=1");
    assertThat(q.claim(2)).isEmpty();
  }

  @Test
  void leases_nothing_while_the_queue_is_paused() {
    q.have("1", "ann");
    q.queue.control().pause().await();
    assertThat(q.queue.control().paused().await()).isTrue();
    assertThat(q.claim(2)).isEmpty();
    q.queue.control().resume().await();
    assertThat(q.claim(2)).containsExactly("1");
  }

  @Test
  void passes_over_a_job_whose_record_is_gone(RedisStore store) {
    q.have("1", "ann");
    q.have("2", "ann");
    store.send(Command.DEL, "tvn:jq:{q}:j:1").await();
    assertThat(q.claim(2)).containsExactly("2");
  }
}
