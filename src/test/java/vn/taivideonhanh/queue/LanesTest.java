package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Limits of people and groups, on a real Redis. */
@ExtendWith(RedisExtension.class)
class LanesTest {
  private TestQueue q;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(new TestQueue(store), 100);
  }

  private void have(String id, String person, String group) {
    assertThat(q.queue.add(q.job(id, person, "").inGroup(group)).await())
        .isEqualTo(new Added.Accepted(id, Added.How.CREATED));
  }

  private List<Job> claimed(int most) {
    return q.queue.claim(most).await().jobs();
  }

  private void finish(Job job) {
    assertThat(q.queue.finish(job, TestQueue.RESULT, Duration.ZERO).await()).isTrue();
  }

  @Test
  void a_group_runs_no_more_than_its_limit_and_blocks_nobody_else() {
    q.queue.control().limit(Lane.group("slow.example"), Limit.running(1)).await();
    have("1", "ann", "slow.example");
    have("2", "bob", "slow.example");
    have("3", "cid", "slow.example");
    have("4", "dan", "other.example");
    var first = claimed(9);
    assertThat(first).extracting(Job::id).containsExactly("1", "4");
    assertThat(q.keys())
        .contains("held = g:slow.example=1700000005000\n")
        .contains("k1:g:slow.example = 2=1.1, 3=1.2\n")
        .contains("n:g:slow.example = 1 0 0\n")
        .contains("j:1 = a0100g1 ");
    assertThat(q.queue.depth().await()).isEqualTo(new QueueDepth(2, 0, 2, 0));
    assertThat(q.read("3"))
        .extracting(Standing::place, Standing::lane)
        .containsExactly(2, "g:slow.example");
    finish(first.get(0));
    assertThat(q.claim(9)).containsExactly("2");
    assertThat(q.queue.control().cancelJob("3").await()).isEqualTo(Left.CANCELLED);
    finish(first.get(1));
    assertThat(q.queue.depth().await()).isEqualTo(new QueueDepth(0, 0, 1, 0));
  }

  @Test
  void nothing_is_left_of_a_lane_that_nobody_uses() {
    q.queue.control().limit(Lane.GROUPS, Limit.running(1)).await();
    q.queue.control().limit(Lane.PEOPLE, Limit.running(1)).await();
    have("1", "ann", "site");
    have("2", "ann", "other");
    var one = claimed(9);
    assertThat(one).extracting(Job::id).containsExactly("1");
    finish(one.getFirst());
    finish(claimed(9).getFirst());
    assertThat(q.keys()).doesNotContain("held").doesNotContain("n:").doesNotContain("u:");
    q.queue.control().limit(Lane.GROUPS, null).await();
    q.queue.control().limit(Lane.PEOPLE, null).await();
    assertThat(q.queue.reap(TestQueue.CAUSE).await()).isZero();
    assertThat(q.keys()).doesNotContain("lim");
  }

  @Test
  void a_person_runs_no_more_than_its_limit_and_others_have_the_slots() {
    q.queue.control().limit(Lane.PEOPLE, Limit.running(2)).await();
    for (var i = 0; i < 3; i++) {
      have("a" + i, "ann", "");
    }
    have("b", "bob", "");
    var first = claimed(4);
    assertThat(first).extracting(Job::id).containsExactly("a0", "b", "a1");
    assertThat(q.claim(4)).isEmpty();
    q.clock.move(Duration.ofSeconds(16));
    assertThat(q.queue.reap(TestQueue.CAUSE).await()).isEqualTo(3);
    assertThat(q.claim(4)).containsExactlyInAnyOrder("a0", "a1", "b");
  }

  @Test
  void a_group_starts_no_more_than_its_rate() {
    var rate = Limit.running(0).starting(2, Duration.ofSeconds(10));
    q.queue.control().limit(Lane.group("site"), rate).await();
    for (var i = 0; i < 4; i++) {
      have("j" + i, "p" + i, "site");
    }
    var first = q.queue.claim(9).await();
    assertThat(first.jobs()).extracting(Job::id).containsExactly("j0", "j1");
    assertThat(first.nextDue()).isEqualTo(MovableClock.START + 5000);
    q.clock.move(Duration.ofMillis(4999));
    assertThat(q.claim(9)).isEmpty();
    q.clock.move(Duration.ofMillis(1));
    assertThat(q.claim(9)).containsExactly("j2");
    q.clock.move(Duration.ofSeconds(5));
    assertThat(q.claim(9)).containsExactly("j3");
    assertThat(q.keys()).doesNotContain("held").doesNotContain("k1");
  }

  @Test
  void a_slowed_group_stands_still_until_its_time_for_all_nodes() {
    var until = Instant.ofEpochMilli(MovableClock.START).plusSeconds(30);
    q.queue.control().slowDown("site", until).await();
    q.queue.control().slowDown("site", until.minusSeconds(20)).await();
    have("1", "ann", "site");
    have("2", "bob", "other");
    var first = q.queue.claim(9).await();
    assertThat(first.jobs()).extracting(Job::id).containsExactly("2");
    assertThat(first.nextDue()).isEqualTo(until.toEpochMilli());
    q.clock.move(Duration.ofSeconds(30));
    assertThat(q.claim(9)).containsExactly("1");
  }

  @Test
  void a_limit_that_is_lifted_lets_all_go() {
    q.queue.control().limit(Lane.group("site"), Limit.running(1)).await();
    for (var i = 0; i < 3; i++) {
      have("j" + i, "p" + i, "site");
    }
    assertThat(q.claim(9)).containsExactly("j0");
    assertThat(q.queue.control().limits().await())
        .containsExactly(Map.entry("g:site", Limit.running(1)));
    q.queue.control().limit(Lane.group("site"), null).await();
    assertThat(q.claim(9)).containsExactly("j1", "j2");
  }

  @Test
  void a_person_at_its_limit_in_a_group_at_its_limit_is_still_run_in_the_end() {
    q.queue.control().limit(Lane.PEOPLE, Limit.running(1)).await();
    q.queue.control().limit(Lane.GROUPS, Limit.running(1)).await();
    for (var i = 0; i < 3; i++) {
      have("a" + i, "ann", "site" + i % 2);
      have("b" + i, "bob", "site" + i % 2);
    }
    var ended = 0;
    for (var round = 0; round < 20 && ended < 6; round++) {
      var jobs = claimed(9);
      assertThat(jobs).hasSizeLessThanOrEqualTo(2);
      jobs.forEach(this::finish);
      ended += jobs.size();
    }
    assertThat(ended).isEqualTo(6);
  }

  @Test
  void a_configured_limit_gives_way_to_what_an_operator_says() {
    var control = q.queue.control();
    assertThat(control.configured(Lane.GROUPS, Limit.running(1)).await()).isTrue();
    assertThat(control.configured(Lane.GROUPS, Limit.running(1)).await()).isFalse();
    have("1", "ann", "site");
    have("2", "bob", "site");
    have("3", "cid", "site");
    assertThat(q.claim(9)).containsExactly("1");
    assertThat(control.configured(Lane.GROUPS, Limit.running(2)).await()).isTrue();
    assertThat(q.claim(9)).containsExactly("2");

    control.limit(Lane.GROUPS, Limit.running(3)).await();
    assertThat(control.configured(Lane.GROUPS, Limit.running(1)).await()).isFalse();
    assertThat(q.claim(9)).containsExactly("3");
    assertThat(control.limits().await()).containsExactly(Map.entry("g", Limit.running(3)));

    control.limit(Lane.GROUPS, null).await();
    assertThat(control.configured(Lane.GROUPS, Limit.running(1)).await()).isFalse();
    assertThat(control.limits().await()).isEmpty();
  }

  @Test
  void a_configured_limit_goes_with_its_line() {
    var control = q.queue.control();
    assertThat(control.configured(Lane.PEOPLE, Limit.running(1)).await()).isTrue();
    assertThat(control.configured(Lane.PEOPLE, null).await()).isTrue();
    assertThat(control.configured(Lane.PEOPLE, null).await()).isFalse();
    assertThat(control.limits().await()).isEmpty();
  }
}
