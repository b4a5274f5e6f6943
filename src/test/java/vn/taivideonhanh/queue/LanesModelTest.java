package vn.taivideonhanh.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.PropertyRedis;

/**
 * Any sequence of commands on a queue with limits: what starts has room in all its lanes by {@link
 * LanesModel}; after somebody has asked for more jobs than there are, none that has room waits; and
 * in the end every job has run.
 */
class LanesModelTest {
  private static final List<PropertyRedis> REDIS = new ArrayList<>();
  private static final List<String> PEOPLE = List.of("ann", "bob", "cid");
  private static final List<String> SITES = List.of("a.example", "b.example", "");

  /** Times are multiples of this, so that no key lapses by Redis's clock before it does by ours. */
  private static final Duration UNIT = Duration.ofSeconds(100);

  enum Verb {
    ADD,
    CLAIM,
    CLAIM_ALL,
    FINISH,
    FAIL,
    RELEASE,
    CANCEL,
    SILENCE,
    PASS,
    SLOW,
    LIMIT,
    LIFT
  }

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
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(Verb.ADD)),
            Tuple.of(4, Arbitraries.of(Verb.CLAIM, Verb.CLAIM_ALL)),
            Tuple.of(3, Arbitraries.of(Verb.FINISH, Verb.PASS)),
            Tuple.of(2, Arbitraries.of(Verb.LIMIT, Verb.CANCEL)),
            Tuple.of(3, Arbitraries.of(Verb.values())));
    return Combinators.combine(verbs, Arbitraries.integers().between(0, 999))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(80);
  }

  @Property(tries = 100)
  void keeps_every_limit_and_loses_nothing(@ForAll("steps") List<Step> steps) {
    var run = new Run(new TestQueue(new TestQueue(REDIS.getFirst().empty()), 1000));
    for (var step : steps) {
      run.take(step);
      run.compare();
    }
    run.finishAll();
  }

  private static final class Run {
    private final TestQueue q;
    private final LanesModel model = new LanesModel();
    private final List<Job> held = new ArrayList<>();
    private int last;

    Run(TestQueue q) {
      this.q = q;
    }

    void take(Step step) {
      var n = step.number;
      switch (step.verb) {
        case ADD -> add(n);
        case CLAIM -> {
          var _ = claim(1 + n % 3);
        }
        case CLAIM_ALL -> claimAll();
        case FINISH, FAIL, RELEASE -> end(step.verb, n);
        case CANCEL -> cancel(n);
        case SILENCE -> silence();
        case PASS -> q.clock.move(UNIT.multipliedBy(1 + n % 4));
        case SLOW -> slow(n);
        case LIMIT -> limit(lane(n), limitOf(n));
        case LIFT -> limit(lane(n), null);
      }
    }

    private void add(int n) {
      var id = "j%03d".formatted(++last);
      var job =
          new NewJob(id, PEOPLE.get(n % 3), n % 5 == 0 ? 4 : 1, "", "x", 0, 1000)
              .inGroup(SITES.get(n / 3 % 3));
      assertThat(q.queue.add(job).await()).isEqualTo(new Added.Accepted(id, Added.How.CREATED));
      model.add(job);
    }

    private StepJobsScript.Stepped claim(int most) {
      var step = q.queue.step(List.of(), most).await();
      assertThat(step.claimed().jobs()).hasSizeLessThanOrEqualTo(most);
      step.claimed().jobs().forEach(this::started);
      return step;
    }

    private void started(Job job) {
      var entry = requireNonNull(model.jobs.get(job.id()));
      assertThat(entry.state).isIn(JobState.WAITING, JobState.DELAYED);
      assertThat(model.free(entry, q.clock.millis())).as("room for %s", job.id()).isTrue();
      model.start(entry, q.clock.millis());
      held.add(job);
    }

    private void claimAll() {
      StepJobsScript.Stepped step;
      do {
        step = claim(9);
      } while (step.again() || !step.claimed().jobs().isEmpty());
      assertThat(model.in(JobState.WAITING))
          .filteredOn(entry -> model.free(entry, q.clock.millis()))
          .as("waits though there is room")
          .isEmpty();
    }

    private void end(Verb verb, int n) {
      if (!held.isEmpty()) {
        var job = held.remove(n % held.size());
        var state =
            switch (verb) {
              case FINISH -> {
                assertThat(q.queue.finish(job, TestQueue.RESULT, Duration.ZERO).await()).isTrue();
                yield JobState.COMPLETED;
              }
              case RELEASE -> {
                assertThat(q.queue.release(List.of(job)).await()).isEqualTo(1);
                yield JobState.WAITING;
              }
              default -> {
                assertThat(q.queue.fail(job, TestQueue.CAUSE, true).await()).isNotNull();
                yield job.attempt() < 2 ? JobState.DELAYED : JobState.DEAD;
              }
            };
        model.leave(requireNonNull(model.jobs.get(job.id())), state);
      }
    }

    private void cancel(int n) {
      var open = model.jobs.values().stream().filter(entry -> !entry.state.ended()).toList();
      if (!open.isEmpty()) {
        var entry = open.get(n % open.size());
        assertThat(q.queue.control().cancelJob(entry.job.id()).await()).isEqualTo(Left.CANCELLED);
        model.leave(entry, JobState.CANCELLED);
        held.removeIf(job -> job.id().equals(entry.job.id()));
      }
    }

    /** The first time a job waits again; the second time it is given up. */
    private void silence() {
      q.clock.move(UNIT);
      assertThat(q.queue.reap(TestQueue.CAUSE).await()).isEqualTo(held.size());
      held.clear();
      for (var entry : model.in(JobState.ACTIVE)) {
        model.leave(entry, ++entry.stalls > 1 ? JobState.DEAD : JobState.WAITING);
      }
    }

    private void slow(int n) {
      var pause = UNIT.multipliedBy(1 + n % 5);
      q.queue.control().slowDown(SITES.get(n % 2), pause).await();
      model.slowDown(SITES.get(n % 2), q.clock.millis() + pause.toMillis());
    }

    private static Lane lane(int n) {
      return switch (n % 7) {
        case 0 -> Lane.PEOPLE;
        case 1 -> Lane.GROUPS;
        case 2, 3 -> Lane.group(SITES.get(n % 2));
        default -> Lane.person(PEOPLE.get(n % 3));
      };
    }

    private static Limit limitOf(int n) {
      var running = Limit.running(n / 7 % 3);
      return n % 2 == 0 ? running : running.starting(1 + n / 3 % 3, UNIT.multipliedBy(6));
    }

    private void limit(Lane lane, @Nullable Limit limit) {
      q.queue.control().limit(lane, limit).await();
      model.limit(lane, limit);
    }

    void compare() {
      var states =
          model.jobs.values().stream()
              .collect(Collectors.groupingBy(entry -> entry.state, Collectors.counting()));
      // The delayed ones wait again when a claim finds that their time has come.
      assertThat(q.queue.depth().await())
          .extracting(d -> d.waiting() + d.delayed(), QueueDepth::active, QueueDepth::dead)
          .containsExactly(
              states.getOrDefault(JobState.WAITING, 0L) + states.getOrDefault(JobState.DELAYED, 0L),
              states.getOrDefault(JobState.ACTIVE, 0L),
              states.getOrDefault(JobState.DEAD, 0L));
    }

    /** Each look gets something done as long as anything is left, whatever is limited. */
    void finishAll() {
      for (var look = 0; model.jobs.values().stream().anyMatch(e -> !e.state.ended()); look++) {
        assertThat(look).as("looks").isLessThan(300);
        claimAll();
        while (!held.isEmpty()) {
          end(Verb.FINISH, 0);
        }
        q.clock.move(UNIT);
      }
      compare();
      limitsGone();
    }

    /** Of limits that are lifted and jobs that have ended, no key is left. */
    private void limitsGone() {
      q.queue.control().limits().await().keySet().forEach(key -> limit(new Lane(key), null));
      q.clock.move(UNIT.multipliedBy(100));
      claimAll();
      assertThat(q.queue.reap(TestQueue.CAUSE).await()).isZero();
      assertThat(q.keys()).doesNotContain("held", "k1:", "k4:", "limits", "lim=", "u:");
    }
  }
}
