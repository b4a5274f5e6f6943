package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** What operators do and listeners hear, on a real Redis. */
@ExtendWith(RedisExtension.class)
class QueueControlTest {
  private TestQueue q;
  private QueueControl control;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
    control = q.queue.control();
  }

  private void bury(String id) {
    q.have(id, "ann");
    for (var attempt = 0; attempt < 2; attempt++) {
      assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, true).await()).isNotNull();
      q.clock.move(Duration.ofSeconds(2));
    }
    assertThat(q.state(id)).isEqualTo(JobState.DEAD);
  }

  private static List<String> ids(List<Job> jobs) {
    return jobs.stream().map(Job::id).toList();
  }

  @Test
  void dead_letters_are_listed_newest_first_and_page_by_page() {
    bury("1");
    bury("2");
    bury("3");
    assertThat(ids(control.deadLetters(null, 2).await())).containsExactly("3", "2");
    assertThat(ids(control.deadLetters("2", 2).await())).containsExactly("1");
    assertThat(control.deadLetters(null, 1).await().getFirst().tail()).isEqualTo(TestQueue.CAUSE);
  }

  @Test
  void a_dead_letter_is_retried_with_all_its_attempts() {
    bury("1");
    assertThat(control.retryDead(List.of("1", "none")).await()).isEqualTo(1);
    assertThat(q.keys())
        .isEqualTo(
            """
            j:1 = w0000-2 T ann 1 - print-1 0 0/payload-1
            m = seq=2, n=1, tiers=1 1:1:2, token=2
            q1 = 1=2.2
            s:print-1 = 1
            u:ann = 1 1=2
            """);
    assertThat(q.claim().attempt()).isEqualTo(1);
    assertThat(control.retryDead(List.of("1")).await()).isZero();
  }

  @Test
  void a_dead_letter_is_dropped() {
    bury("1");
    assertThat(control.dropDead(List.of("1", "none")).await()).isEqualTo(1);
    assertThat(q.keys()).doesNotContain("j:1").doesNotContain("ez");
  }

  @Test
  void jobs_of_a_state_are_listed_in_their_order() {
    q.have("1", "ann");
    q.have("2", "ann");
    q.have("3", "bob");
    assertThat(ids(control.jobs(JobState.WAITING, null, 2).await())).containsExactly("1", "3");
    assertThat(ids(control.jobs(JobState.WAITING, "3", 2).await())).containsExactly("2");
    var job = q.claim();
    assertThat(ids(control.jobs(JobState.ACTIVE, null, 9).await())).containsExactly("1");
    assertThat(control.jobs(JobState.ACTIVE, "1", 9).await()).isEmpty();
    assertThat(q.queue.finish(job, TestQueue.RESULT, Duration.ZERO).await()).isTrue();
    assertThat(ids(control.jobs(JobState.COMPLETED, null, 9).await())).containsExactly("1");
    assertThat(q.queue.fail(q.claim(), TestQueue.CAUSE, true).await()).isEqualTo(AttemptEnd.AGAIN);
    assertThat(ids(control.jobs(JobState.DELAYED, null, 9).await())).containsExactly("3");
  }

  @Test
  void a_drained_queue_keeps_what_runs() {
    q.have("1", "ann");
    q.have("2", "ann");
    q.have("3", "bob");
    assertThat(q.claim(1)).containsExactly("1");
    assertThat(control.drain().await()).isEqualTo(2);
    assertThat(q.queue.depth().await()).isEqualTo(new QueueDepth(0, 0, 1, 0));
    assertThat(q.state("2")).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void news_are_told_with_a_place_from_which_to_go_on() throws InterruptedException {
    var heard = new LinkedBlockingQueue<News>();
    var listening = q.queue.news().hear(heard::add).await();
    q.have("1", "ann");
    var job = q.claim();
    assertThat(q.queue.progress(job, "half").await()).isTrue();
    assertThat(q.queue.finish(job, TestQueue.RESULT, Duration.ZERO).await()).isTrue();
    var first = next(heard);
    assertThat(first).extracting(News::id, News::state).containsExactly("1", JobState.WAITING);
    assertThat(next(heard).state()).isEqualTo(JobState.ACTIVE);
    assertThat(next(heard).state()).isNull();
    assertThat(next(heard).state()).isEqualTo(JobState.COMPLETED);
    assertThat(q.queue.news().since(first.at(), 10).await())
        .extracting(News::state)
        .containsExactly(JobState.ACTIVE, null, JobState.COMPLETED);
    assertThat(q.queue.news().since("1-1", 10).await()).isNull();
    listening.cancel();
  }

  private static News next(LinkedBlockingQueue<News> heard) throws InterruptedException {
    var one = heard.poll(5, TimeUnit.SECONDS);
    if (one == null) {
      throw new AssertionError("no news");
    }
    return one;
  }

  @Test
  void nothing_is_written_where_nobody_listens() {
    q.have("1", "ann");
    assertThat(q.queue.finish(q.claim(), TestQueue.RESULT, Duration.ZERO).await()).isTrue();
    assertThat(q.keys()).doesNotContain("ev =");
  }

  @Test
  void the_place_in_the_queue_is_the_order_of_what_comes() {
    var wide = new TestQueue(q, 100);
    for (var i = 0; i < 12; i++) {
      assertThat(wide.queue.add(wide.weighing("f" + i, "f" + i, 1)).await()).isNotNull();
      assertThat(wide.queue.add(wide.weighing("p" + i, "p" + i, 4)).await()).isNotNull();
    }
    assertThat(wide.claim(3)).hasSize(3);
    for (var place = 1; place <= 21; place++) {
      var waiting = control.jobs(JobState.WAITING, null, 99).await();
      var first = waiting.stream().filter(job -> placeOf(job) == 1).toList();
      assertThat(first).hasSize(1);
      assertThat(waiting.stream().map(this::placeOf))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, 22 - place).boxed().toList());
      assertThat(wide.claim(1)).containsExactly(first.getFirst().id());
    }
  }

  private int placeOf(Job job) {
    var place = q.read(job.id()).place();
    return place == null ? 0 : place;
  }
}
