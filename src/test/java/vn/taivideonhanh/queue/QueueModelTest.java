package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import vn.taivideonhanh.redis.PropertyRedis;

/**
 * Any sequence of commands does to the queue on a real Redis what it does to {@link QueueModel}.
 */
class QueueModelTest {
  private static final int STALLS = 1;
  private static final int ATTEMPTS = 3;
  private static final QueueConfig CONFIG =
      new QueueConfig(
          "tvn",
          "q",
          Duration.ofSeconds(15),
          Duration.ofDays(1),
          Duration.ZERO,
          ATTEMPTS,
          STALLS,
          1000,
          Duration.ZERO,
          Duration.ZERO);

  private static final List<PropertyRedis> REDIS = new ArrayList<>();

  enum Verb {
    ADD,
    ADD_MANY,
    CLAIM,
    FINISH,
    FAIL,
    FAIL_FOR_GOOD,
    RELEASE,
    LEAVE,
    SILENCE,
    ADD_FIRST,
    ADD_LATER,
    PASS,
    PAUSE,
    RESUME,
    CANCEL,
    DRAIN,
    RETRY_DEAD
  }

  private static final Set<Verb> RARE = EnumSet.of(Verb.SILENCE, Verb.PAUSE, Verb.DRAIN);

  record Step(Verb verb, int number) {}

  @BeforeContainer
  static void open() {
    REDIS.add(new PropertyRedis());
  }

  @AfterContainer
  static void close() throws Exception {
    REDIS.removeFirst().close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    var verbs =
        Arbitraries.of(Verb.values())
            .flatMap(verb ->
                RARE.contains(verb) ? Arbitraries.of(Verb.values()) : Arbitraries.just(verb));
    return Combinators.combine(verbs, Arbitraries.integers().between(0, 999))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(80);
  }

  @Property(tries = 150)
  void does_what_the_model_does(@ForAll("steps") List<Step> steps) {
    var run = new Run(new TestQueue(new TestQueue(REDIS.getFirst().empty()), CONFIG));
    for (var step : steps) {
      run.take(step);
      run.compare();
    }
  }

  private static final class Run {
    private final TestQueue q;
    private final QueueModel model = new QueueModel();
    private final List<Job> held = new ArrayList<>();
    private int last;

    Run(TestQueue q) {
      this.q = q;
    }

    void take(Step step) {
      var n = step.number;
      switch (step.verb) {
        case ADD -> add(List.of(job(n)));
        case ADD_MANY -> add(List.of(job(n), job(n / 2), job(n / 3)));
        case ADD_FIRST -> add(List.of(job(n).withPriority(1 + n % 9)));
        case ADD_LATER -> add(List.of(later(n)));
        case CLAIM -> claim(1 + n % 4);
        case SILENCE -> silence();
        case PASS -> q.clock.move(Duration.ofMillis(n * 5L));
        case PAUSE, RESUME -> pause(step.verb == Verb.PAUSE);
        case LEAVE -> leave(n);
        case CANCEL -> cancel(n);
        case DRAIN -> drain();
        case RETRY_DEAD -> retry(n);
        case FINISH, FAIL, FAIL_FOR_GOOD, RELEASE -> end(step.verb, n);
      }
    }

    private NewJob job(int n) {
      var print = n % 3 == 0 ? "" : "f" + n % 4;
      var weight = n % 5 == 0 ? 4 : 1;
      return new NewJob(
          "j%03d".formatted(++last), "p" + n % 3, weight, print, "x", 0, QueueModel.LIMIT);
    }

    private NewJob later(int n) {
      var time = q.clock.instant().plusMillis(n * 3L);
      return job(n).withPriority(n % 2 == 0 ? 0 : n % 10).startingAt(time);
    }

    private void pause(boolean is) {
      var control = q.queue.control();
      (is ? control.pause() : control.resume()).await();
      model.pause(is);
    }

    private void drain() {
      var waiting = model.jobs.values().stream().filter(e -> e.state == JobState.WAITING).count();
      assertThat(q.queue.control().drain().await()).isEqualTo(waiting);
      model.drain();
    }

    private void cancel(int n) {
      var ids = List.copyOf(model.jobs.keySet());
      if (!ids.isEmpty()) {
        var entry = model.job(ids.get(n % ids.size()));
        assertThat(q.queue.control().cancelJob(entry.id).await())
            .isEqualTo(entry.state.ended() ? Left.ENDED : Left.CANCELLED);
        model.cancel(entry);
      }
    }

    private void retry(int n) {
      var dead = model.jobs.values().stream().filter(e -> e.state == JobState.DEAD).toList();
      if (!dead.isEmpty()) {
        var entry = dead.get(n % dead.size());
        assertThat(q.queue.control().retryDead(List.of(entry.id)).await()).isEqualTo(1);
        model.retry(entry);
      }
    }

    private void add(List<NewJob> jobs) {
      var expected =
          jobs.stream().map(j -> model.add(new QueueModel.Entry(j), q.clock.millis())).toList();
      var answers =
          jobs.size() == 1
              ? List.of(q.queue.add(jobs.getFirst()).await())
              : jobs.stream().map(job -> q.queue.add(job).await()).toList();
      assertThat(answers)
          .extracting(a -> a instanceof Added.Accepted(var id, _) ? id : "full")
          .isEqualTo(expected);
    }

    private void claim(int most) {
      var jobs = q.queue.claim(most).await().jobs();
      assertThat(jobs).extracting(Job::id).isEqualTo(model.claim(most, q.clock.millis()));
      held.addAll(jobs);
    }

    private void end(Verb verb, int n) {
      if (held.isEmpty()) {
        return;
      }
      // Now and then with a lease that was lost, which changes nothing.
      var job = held.remove(n % held.size());
      var entry = model.job(job.id());
      var ours = q.queue.beat(List.of(job)).await().getFirst() == Lease.HELD;
      var end =
          switch (verb) {
            case FINISH -> JobEnd.completed(job, q.clock.millis(), TestQueue.RESULT, Duration.ZERO);
            case RELEASE -> JobEnd.given(job);
            default -> q.queue.end(job, new Outcome.Failed(TestQueue.CAUSE, verb == Verb.FAIL));
          };
      assertThat(q.queue.step(List.of(end), 0).await().ends()).isEqualTo(ours ? "1" : "0");
      if (ours) {
        switch (verb) {
          case FINISH -> model.finish(entry);
          case RELEASE -> model.release(entry);
          default -> model.fail(entry, verb == Verb.FAIL, ATTEMPTS, q.clock.millis());
        }
      }
    }

    private void leave(int n) {
      var person = "p" + n % 3;
      var ids = List.copyOf(model.jobs.keySet());
      if (!ids.isEmpty()) {
        var id = ids.get(n % ids.size());
        assertThat(q.queue.cancel(id, person).await()).isNotEqualTo(Left.UNKNOWN);
        model.leave(model.job(id), person);
      }
    }

    private void silence() {
      q.clock.move(CONFIG.lease().plusMillis(1));
      var active = model.jobs.values().stream().filter(e -> e.state == JobState.ACTIVE).toList();
      assertThat(q.queue.reap(TestQueue.CAUSE).await()).isEqualTo(active.size());
      active.forEach(entry -> model.reap(entry, STALLS));
    }

    void compare() {
      for (var entry : model.jobs.values()) {
        var job = q.read(entry.id).job();
        assertThat(job)
            .extracting(Job::state, Job::attempt, Job::stalls, Job::weight)
            .containsExactly(entry.state, entry.attempt, entry.stalls, entry.weight);
      }
      var states =
          model.jobs.values().stream()
              .collect(Collectors.groupingBy(e -> e.state, Collectors.counting()));
      assertThat(q.queue.depth().await())
          .isEqualTo(
              new QueueDepth(
                  states.getOrDefault(JobState.WAITING, 0L),
                  states.getOrDefault(JobState.DELAYED, 0L),
                  states.getOrDefault(JobState.ACTIVE, 0L),
                  states.getOrDefault(JobState.DEAD, 0L)));
    }
  }
}
