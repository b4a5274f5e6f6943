package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisStore;

/** A worker at its queue, and what must hold of both while something happens to Redis. */
final class Shift implements AutoCloseable {
  static final int JOBS = 60;
  static final QueueConfig CONFIG = TortureOptions.queue(Duration.ofSeconds(3));

  /** Of one command; callers wait no longer than this and a moment. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** The promise: workers are back so soon after Redis is. */
  private static final Duration BACK = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Slow task;
  private final RedisStore store;
  private final JobQueue queue;
  private final Worker worker;
  private int faults;

  Shift(Vertx vertx, RedisAddress address) {
    this.vertx = vertx;
    task = new Slow(vertx);
    store = new RedisStore(vertx, address, TIMEOUT);
    queue = new JobQueue(store, CONFIG, InstantSource.system());
    worker = new Worker(vertx, queue, task, 4);
    worker.start().await();
  }

  @Override
  public void close() {
    worker.stop().await();
    store.close().await();
  }

  JobQueue queue() {
    return queue;
  }

  void addAll() {
    var adding = IntStream.range(0, JOBS).mapToObj(i -> queue.add(job("j" + i))).toList();
    var _ = Future.all(adding).await();
  }

  static NewJob job(String id) {
    return new NewJob(id, "ann", 1, "f" + id, "x", 0, 1000);
  }

  /** A call fails in time, with a pause after which to ask again. */
  void assertUnavailable() {
    var start = System.nanoTime();
    assertThatThrownBy(() -> queue.add(job("refused")).await())
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(failure.retryAfter()).isPositive();
            });
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusSeconds(2));
  }

  /** From now on: a job that is added is begun within the promise. */
  void assertBack() {
    assertBack(Duration.ZERO);
  }

  /** The same once somebody has had time to put another server into the place of a dead one. */
  void assertBack(Duration elected) {
    var begun = task.runs.get();
    var id = "after" + ++faults;
    added(id).timeout(BACK.plus(elected).toMillis(), TimeUnit.MILLISECONDS).await();
    assertThat(queue.read(id).await()).isNotNull();
    runsBeyond(begun).timeout(BACK.toMillis(), TimeUnit.MILLISECONDS).await();
  }

  private Future<Added> added(String id) {
    return queue
        .add(job(id))
        .recover(cause -> {
          assertThat(cause)
              .isInstanceOfSatisfying(
                  Failure.class,
                  failure -> assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE));
          return vertx.timer(50, TimeUnit.MILLISECONDS).compose(_ -> added(id));
        });
  }

  private Future<?> runsBeyond(int count) {
    return task.runs.get() > count
        ? Future.succeededFuture()
        : vertx.timer(10, TimeUnit.MILLISECONDS).compose(_ -> runsBeyond(count));
  }

  void assertAllCompleted() {
    idle().timeout(30, TimeUnit.SECONDS).await();
    for (var i = 0; i < JOBS; i++) {
      @Nullable Standing standing = queue.read("j" + i).await();
      assertThat(standing).isNotNull();
      assertThat(standing.job().state()).isEqualTo(JobState.COMPLETED);
    }
  }

  private Future<?> idle() {
    return queue
        .depth()
        .compose(depth ->
            depth.waiting() + depth.active() + depth.delayed() == 0
                ? Future.succeededFuture()
                : vertx.timer(20, TimeUnit.MILLISECONDS).compose(_ -> idle()));
  }

  /** Jobs that take a moment, so that some always run. */
  private static final class Slow implements Task {
    private final AtomicInteger runs = new AtomicInteger();
    private final Vertx vertx;

    Slow(Vertx vertx) {
      this.vertx = vertx;
    }

    @Override
    public Future<Outcome> run(Job job) {
      runs.incrementAndGet();
      return vertx
          .timer(30, TimeUnit.MILLISECONDS)
          .map(_ -> new Outcome.Done(Buffer.buffer("ok"), Duration.ofHours(1)));
    }

    @Override
    public void abort(Job job) {}

    @Override
    public Buffer silence() {
      return Buffer.buffer("silent");
    }
  }
}
