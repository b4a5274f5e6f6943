package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** lua/queue/add_jobs.lua on a real Redis. */
@ExtendWith(RedisExtension.class)
class AddJobsScriptTest {
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
            j:1 = w0000-0 T ann 1 - fp 0 0/payload-1
            m = seq=1, n=1, tiers=0 1:0:0
            q1 = 1=1.0
            s:fp = 1
            u:ann = 1 1=1
            """);
  }

  @Test
  void keeps_many_jobs_at_once_and_answers_each() {
    var jobs =
        List.of(
            q.job("1", "ann", "fp"),
            q.job("2", "bob", ""),
            q.job("3", "bob", "fp"),
            q.job("4", "bob", ""),
            q.job("1", "ann", "fp"));
    assertThat(q.queue.addAll(jobs).await())
        .containsExactly(
            new Added.Accepted("1", Added.How.CREATED),
            new Added.Accepted("2", Added.How.CREATED),
            new Added.Accepted("1", Added.How.JOINED),
            new Added.Accepted("4", Added.How.CREATED),
            new Added.Accepted("1", Added.How.JOINED));
    assertThat(q.keys())
        .isEqualTo(
            """
            j:1 = w0000-0 T ann 1 - fp 0 0/payload-1
            j:2 = w0000-0 T bob 1 - - 0 0/payload-2
            j:4 = w0000-0 T bob 1 - - 0 0/payload-4
            m = seq=3, n=3, tiers=0 1:0:0
            q1 = 1=1.0, 2=1.1, 4=2.2
            s:fp = 1
            u:ann = 1 1=1
            u:bob = 2 1=2
            w:1 = ann, bob
            """);
  }

  @Test
  void does_nothing_for_an_addition_that_is_repeated() {
    q.have("1", "ann");
    var before = q.keys();
    assertThat(q.add("1", "ann", "print-1")).isEqualTo(new Added.Accepted("1", Added.How.JOINED));
    assertThat(q.keys()).isEqualTo(before);
    assertThat(q.queue.finish(q.claim(), TestQueue.RESULT, Duration.ZERO).await()).isTrue();
    assertThat(q.add("1", "ann", "print-1")).isEqualTo(new Added.Accepted("1", Added.How.ANSWERED));
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
  void lets_people_take_turns() {
    q.have("a1", "ann");
    q.have("a2", "ann");
    q.have("a3", "ann");
    q.have("b1", "bob");
    q.have("c1", "cid");
    assertThat(q.claim(1)).containsExactly("a1");
    assertThat(q.claim(9)).containsExactly("b1", "c1", "a2", "a3");
  }

  @Test
  void gives_a_newcomer_the_next_turn_whatever_has_gone_before() {
    q.have("a1", "ann");
    q.have("a2", "ann");
    assertThat(q.claim(2)).hasSize(2);
    q.have("a3", "ann");
    q.have("a4", "ann");
    q.have("b1", "bob");
    assertThat(q.claim(9)).containsExactly("a3", "b1", "a4");
  }

  @Test
  void keeps_a_job_for_later_out_of_the_order() {
    var start = Instant.ofEpochMilli(MovableClock.START).plusSeconds(60);
    assertThat(q.queue.add(q.job("1", "ann", "").startingAt(start)).await())
        .isEqualTo(new Added.Accepted("1", Added.How.CREATED));
    assertThat(q.keys())
        .isEqualTo(
            """
            due = 1=1700000060000
            j:1 = d0000-0 T ann 1 - - 0 1700000060000/payload-1
            m = seq=0, n=1, tiers=0 1:0:0, due=1700000060000
            u:ann = 1
            """);
    q.have("2", "ann");
    assertThat(q.claim(9)).containsExactly("2");
    q.clock.move(Duration.ofSeconds(60));
    assertThat(q.claim(9)).containsExactly("1");
    assertThat(q.keys()).doesNotContain("u:ann");
  }

  @Test
  void puts_a_persons_job_of_higher_priority_before_that_persons_others_only() {
    q.have("a1", "ann");
    q.have("a2", "ann");
    q.have("b1", "bob");
    q.have("b2", "bob");
    assertThat(q.claim(1)).containsExactly("a1");
    assertThat(q.queue.add(q.job("a9", "ann", "").withPriority(5)).await()).isNotNull();
    assertThat(q.claim(9)).containsExactly("b1", "a9", "a2", "b2");
  }

  @Test
  void a_heavier_tier_goes_ahead_and_leaves_the_lighter_its_share() {
    var light = IntStream.range(0, 20).mapToObj(i -> q.weighing("f" + i, "free" + i, 1)).toList();
    var heavy = IntStream.range(0, 20).mapToObj(i -> q.weighing("p" + i, "pro" + i, 4)).toList();
    var wide = new TestQueue(q, 100);
    assertThat(wide.queue.addAll(light).await()).hasSize(20);
    assertThat(wide.queue.addAll(heavy).await()).hasSize(20);
    var order = IntStream.range(0, 25).mapToObj(_ -> wide.claim(1).getFirst()).toList();
    assertThat(order.subList(0, 10))
        .containsExactly("p0", "f0", "p1", "p2", "p3", "p4", "f1", "p5", "p6", "p7");
    assertThat(order).filteredOn(id -> id.startsWith("f")).hasSize(5);
    assertThat(wide.claim(100)).hasSize(15);
  }

  @Test
  void moves_a_job_forward_when_somebody_joins_who_would_be_sooner() {
    q.have("a1", "ann");
    q.have("a2", "ann");
    q.have("a3", "ann");
    assertThat(q.add("b", "bob", "print-a3")).isEqualTo(new Added.Accepted("a3", Added.How.JOINED));
    assertThat(q.claim(2)).containsExactly("a1", "a3");
    assertThat(q.queue.add(new NewJob("p", "pro", 4, "print-a2", "p", 0, 3)).await())
        .isEqualTo(new Added.Accepted("a2", Added.How.JOINED));
    assertThat(q.keys()).contains("q4 = a2=1.3\n").contains("j:a2 = w0000-0 T ann 4 - print-a2");
  }
}
