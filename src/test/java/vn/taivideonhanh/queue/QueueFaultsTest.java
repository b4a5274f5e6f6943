package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisProcess;
import vn.taivideonhanh.redis.RedisStore;

/**
 * What Redis can do to a queue: go away, start again, fail over, be full, be slow. Each time a
 * worker is at work; no job may be lost or completed twice, and callers are told in time.
 */
@ExtendWith(VertxExtension.class)
class QueueFaultsTest {
  private static final int JOBS = 60;

  /** Of one command; callers wait no longer than this and a moment. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** The promise: workers are back so soon after Redis is. */
  private static final Duration BACK = Duration.ofSeconds(5);

  @TempDir Path folder;
  private Vertx vertx;
  private RedisProcess redis;
  private Slow task;
  private RedisStore store;
  private JobQueue queue;
  private Worker worker;

  @BeforeEach
  void start(Vertx vertx) throws IOException {
    this.vertx = vertx;
    task = new Slow(vertx);
    redis = server("one");
    work(redis.address());
  }

  private RedisProcess server(String name, String... more) throws IOException {
    return RedisProcess.start(folder.resolve(name), durable(more));
  }

  private static String[] durable(String... more) {
    var settings =
        new String[] {
          "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"
        };
    return Stream.of(settings, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private void work(RedisAddress address) {
    store = new RedisStore(vertx, address, TIMEOUT);
    queue =
        new JobQueue(store, TortureOptions.queue(Duration.ofSeconds(3)), InstantSource.system());
    worker = new Worker(vertx, queue, task, 4);
    worker.start().await();
  }

  @AfterEach
  void stop() {
    worker.stop().await();
    store.close().await();
    redis.kill();
  }

  @Test
  void goes_away_suddenly_and_comes_back() throws IOException {
    addAll();
    redis.kill();
    assertUnavailable();
    redis.again();
    assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void starts_again_with_its_file() throws IOException {
    addAll();
    redis.close();
    redis.again();
    assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void is_silent_for_a_while() throws IOException {
    addAll();
    redis.freeze();
    assertUnavailable();
    redis.thaw();
    assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void is_slow() throws IOException {
    addAll();
    var _ = redis.ask("CLIENT PAUSE 600 ALL");
    var late = queue.add(job("late")).await();
    assertThat(late).isInstanceOf(Added.Accepted.class);
    assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void is_full() throws IOException {
    addAll();
    var _ = redis.ask("CONFIG SET maxmemory 1");
    assertUnavailable();
    var _ = redis.ask("CONFIG SET maxmemory 0");
    assertBack();
    assertEachOnce(redis, "one");
  }

  @Test
  void dies_and_a_replica_is_promoted() throws IOException {
    try (var replica = pair()) {
      addAll();
      copied(replica).timeout(20, TimeUnit.SECONDS).await();
      redis.kill();
      var _ = replica.ask("REPLICAOF NO ONE");
      assertBack();
      assertAllCompleted();
    }
  }

  @Test
  void changes_places_with_a_replica() throws IOException {
    try (var replica = pair()) {
      addAll();
      copied(replica).timeout(20, TimeUnit.SECONDS).await();
      var _ = redis.ask("FAILOVER");
      assertBack();
      assertAllCompleted();
      assertThat(replica.info()).containsEntry("role", "master");
    }
  }

  /** The worker now knows two servers, of which {@code redis} is the primary. */
  private RedisProcess pair() throws IOException {
    stop();
    redis = server("primary");
    var replica = server("replica", "--replicaof", "127.0.0.1", String.valueOf(redis.port()));
    work(new RedisAddress(redis.address().url() + "," + replica.address().url(), null));
    return replica;
  }

  /** What a replica has not got yet is lost with its primary. */
  private Future<?> copied(RedisProcess replica) {
    return vertx
        .executeBlocking(() -> {
          var copied = replica.info().get("slave_repl_offset");
          return copied != null && copied.equals(redis.info().get("master_repl_offset"));
        })
        .compose(same ->
            Boolean.TRUE.equals(same)
                ? Future.succeededFuture()
                : vertx.timer(5, TimeUnit.MILLISECONDS).compose(_ -> copied(replica)));
  }

  private void addAll() {
    var adding = IntStream.range(0, JOBS).mapToObj(i -> queue.add(job("j" + i))).toList();
    var _ = Future.all(adding).await();
  }

  private static NewJob job(String id) {
    return new NewJob(id, "ann", 1, "f" + id, "x", 0, 1000);
  }

  private void assertUnavailable() {
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
  private void assertBack() {
    var begun = task.runs.get();
    added("after").timeout(BACK.toMillis(), TimeUnit.MILLISECONDS).await();
    assertThat(queue.read("after").await()).isNotNull();
    runsBeyond(begun).timeout(BACK.toMillis(), TimeUnit.MILLISECONDS).await();
  }

  private Future<Added> added(String id) {
    return queue
        .add(job(id))
        .recover(_ -> vertx.timer(50, TimeUnit.MILLISECONDS).compose(_ -> added(id)));
  }

  private Future<?> runsBeyond(int count) {
    return task.runs.get() > count
        ? Future.succeededFuture()
        : vertx.timer(10, TimeUnit.MILLISECONDS).compose(_ -> runsBeyond(count));
  }

  private void assertAllCompleted() {
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

  private void assertEachOnce(RedisProcess server, String name) throws IOException {
    assertAllCompleted();
    server.close();
    var completions =
        AppendOnlyFile.completions(
            folder.resolve(name), TortureOptions.queue(Duration.ofSeconds(3)));
    assertThat(completions).hasSizeGreaterThanOrEqualTo(JOBS + 1);
    assertThat(completions.values()).containsOnly(1);
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
