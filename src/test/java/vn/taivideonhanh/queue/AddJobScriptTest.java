package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** lua/queue/add_job.lua on a real Redis. */
@ExtendWith(RedisExtension.class)
class AddJobScriptTest {
  private TestQueue q;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
  }

  @Test
  void keeps_a_job_its_place_and_its_fingerprint() {
    assertThat(q.add("1", "ann", "fp")).isEqualTo(new Added.Accepted("1", Added.How.CREATED));
    assertThat(q.keys())
        .isEqualTo(
            """
            b = ann=1 1
            j:1 = w00000000000000000000000000000T ann fp 1/payload-1
            q = T1=1
            s:fp = 1
            w:1 = ann
            """);
  }

  @Test
  void makes_one_job_of_the_same_work() {
    q.have("1", "ann");
    assertThat(q.add("2", "bob", "print-1")).isEqualTo(new Added.Accepted("1", Added.How.JOINED));
    assertThat(q.keys()).contains("w:1 = ann, bob\n").doesNotContain("j:2");
  }

  @Test
  void answers_with_an_ended_job_while_it_is_fresh() {
    q.have("1", "ann");
    assertThat(q.queue.finish(q.claim(), TestQueue.RESULT, TestQueue.FRESH).await()).isTrue();
    assertThat(q.add("2", "bob", "print-1")).isEqualTo(new Added.Accepted("1", Added.How.ANSWERED));
  }

  @Test
  void does_the_work_again_when_the_answer_is_too_old_for_the_asker() {
    q.have("1", "ann");
    assertThat(q.queue.finish(q.claim(), TestQueue.RESULT, TestQueue.FRESH).await()).isTrue();
    var later = new NewJob("2", "bob", 1, "print-1", "p", MovableClock.START + 1, 3);
    assertThat(q.queue.add(later).await()).isEqualTo(new Added.Accepted("2", Added.How.CREATED));
    assertThat(q.keys()).contains("s:print-1 = 2\n");
  }

  @Test
  void replaces_a_fingerprint_whose_job_is_gone(RedisStore store) {
    q.have("1", "ann");
    store.send(Command.DEL, "tvn:jq:{q}:j:1").await();
    assertThat(q.add("2", "bob", "print-1")).isEqualTo(new Added.Accepted("2", Added.How.CREATED));
  }

  @Test
  void refuses_more_than_a_person_or_all_may_have_waiting() {
    q.have("1", "ann");
    q.have("2", "ann");
    q.have("3", "ann");
    assertThat(q.add("4", "ann", "fp")).isEqualTo(Added.Refused.PERSON_FULL);
    q.have("5", "bob");
    q.have("6", "bob");
    assertThat(q.add("7", "cid", "fp")).isEqualTo(Added.Refused.QUEUE_FULL);
    assertThat(q.keys()).doesNotContain("j:4").doesNotContain("j:7").doesNotContain("s:fp");
  }

  @Test
  void lets_people_take_turns_by_their_weight() {
    q.have("a1", "ann");
    q.have("a2", "ann");
    q.have("a3", "ann");
    q.clock.move(Duration.ofMillis(1));
    q.have("b1", "bob");
    assertThat(q.queue.add(new NewJob("p1", "pro", 4, "fp1", "p", 0, 3)).await()).isNotNull();
    assertThat(q.claim(9)).containsExactly("p1", "a1", "b1", "a2", "a3");
  }

  @Test
  void moves_a_job_forward_when_somebody_joins_who_would_be_sooner() {
    q.have("a1", "ann");
    q.have("a2", "ann");
    q.have("a3", "ann");
    assertThat(q.queue.add(new NewJob("p", "pro", 4, "print-a3", "p", 0, 3)).await())
        .isEqualTo(new Added.Accepted("a3", Added.How.JOINED));
    assertThat(q.claim(9)).containsExactly("a3", "a1", "a2");
  }
}
