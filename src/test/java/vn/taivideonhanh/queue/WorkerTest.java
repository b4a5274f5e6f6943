package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** {@link Worker}s on a real Redis with short leases; what their tasks do is told by the test. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class WorkerTest {
  private static final QueueConfig CONFIG =
      new QueueConfig(
          "tvn",
          "w",
          Duration.ofMillis(600),
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          3,
          2,
          100,
          Duration.ofMillis(20),
          Duration.ofMillis(100));

  private Vertx vertx;
  private RedisStore store;
  private JobQueue queue;

  @BeforeEach
  void open(Vertx vertx, RedisAddress address, RedisStore empty) {
    this.vertx = vertx;
    assertThat(empty).isNotNull();
    store = new RedisStore(vertx, address, Duration.ofSeconds(5));
    queue = new JobQueue(store, CONFIG, InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close().await();
  }

  @Test
  void runs_jobs_as_they_come_and_no_more_than_its_slots() throws InterruptedException {
    var task = new Told();
    var worker = started(task, 2);
    add("1");
    add("2");
    add("3");
    assertThat(task.begun(2)).containsExactlyInAnyOrder("1", "2");
    assertThat(worker.running()).isEqualTo(2);
    assertThat(task.begun).isEmpty();
    task.end("1", done("one"));
    assertThat(task.begun(1)).containsExactly("3");
    assertThat(ended("1").job().tail()).isEqualTo(Buffer.buffer("one"));
    worker.stop().await();
  }

  @Test
  void tries_again_after_a_failure() throws InterruptedException {
    var task = new Told();
    var worker = started(task, 1);
    add("1");
    assertThat(task.begun(1)).containsExactly("1");
    task.end("1", new Outcome.Failed(Buffer.buffer("oops"), true));
    assertThat(task.begun(1)).containsExactly("1");
    task.end("1", done("well"));
    assertThat(ended("1").job())
        .extracting(Job::state, Job::attempt)
        .containsExactly(JobState.COMPLETED, 2);
    worker.stop().await();
  }

  @Test
  void keeps_a_job_for_longer_than_a_lease() throws InterruptedException {
    var task = new Told();
    var worker = started(task, 1);
    var other = started(task, 1);
    add("1");
    assertThat(task.begun(1)).containsExactly("1");
    // Only time can show that the lease does not lapse.
    vertx.timer(3 * CONFIG.lease().toMillis(), TimeUnit.MILLISECONDS).await();
    assertThat(task.begun).isEmpty();
    assertThat(task.aborted).isEmpty();
    worker.stop().await();
    other.stop().await();
  }

  @Test
  void another_worker_takes_the_job_of_one_that_died() throws InterruptedException {
    add("1");
    var dead = queue.claim(1).await().jobs().getFirst();
    var start = System.nanoTime();
    var task = new Told();
    var worker = started(task, 1);
    assertThat(task.begun(1)).containsExactly("1");
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(took).isLessThan(CONFIG.lease().plusSeconds(5));
    assertThat(queue.finish(dead, Buffer.buffer("late"), Duration.ZERO).await()).isFalse();
    task.end("1", done("well"));
    assertThat(ended("1").job().tail()).isEqualTo(Buffer.buffer("well"));
    worker.stop().await();
  }

  @Test
  void aborts_a_job_that_is_cancelled() throws InterruptedException {
    var task = new Told();
    var worker = started(task, 1);
    add("1");
    assertThat(task.begun(1)).containsExactly("1");
    assertThat(queue.cancel("1", "ann").await()).isEqualTo(Left.CANCELLED);
    assertThat(task.aborted.poll(5, TimeUnit.SECONDS)).isEqualTo("1");
    assertThat(ended("1").job().state()).isEqualTo(JobState.CANCELLED);
    worker.stop().await();
  }

  @Test
  void gives_its_jobs_back_when_it_stops() throws InterruptedException {
    var task = new Told();
    var worker = started(task, 1);
    add("1");
    assertThat(task.begun(1)).containsExactly("1");
    worker.stop().await();
    assertThat(task.aborted).containsExactly("1");
    var next = new Told();
    var other = started(next, 1);
    assertThat(next.begun(1)).containsExactly("1");
    assertThat(queue.read("1").await())
        .isNotNull()
        .extracting(standing -> standing.job().attempt())
        .isEqualTo(1);
    other.stop().await();
  }

  private Worker started(Task task, int slots) {
    var worker = new Worker(vertx, queue, task, slots);
    worker.start().await();
    return worker;
  }

  private void add(String id) {
    var added = queue.add(new NewJob(id, "ann", 1, "f" + id, "x", 0, 50)).await();
    assertThat(added).isEqualTo(new Added.Accepted(id, Added.How.CREATED));
  }

  private static Outcome done(String text) {
    return new Outcome.Done(Buffer.buffer(text), Duration.ZERO);
  }

  private Standing ended(String id) {
    return ending(id).timeout(5, TimeUnit.SECONDS).await();
  }

  private Future<Standing> ending(String id) {
    return queue
        .read(id)
        .compose(standing ->
            standing != null && standing.job().state().ended()
                ? Future.succeededFuture(standing)
                : vertx.timer(10, TimeUnit.MILLISECONDS).compose(_ -> ending(id)));
  }

  /** A task whose jobs end when the test says so. */
  private static final class Told implements Task {
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> aborted = new LinkedBlockingQueue<>();
    private final Map<String, Promise<Outcome>> open = new ConcurrentHashMap<>();

    @Override
    public Future<Outcome> run(Job job) {
      var promise = Promise.<Outcome>promise();
      open.put(job.id(), promise);
      begun.add(job.id());
      return promise.future();
    }

    @Override
    public void abort(Job job) {
      aborted.add(job.id());
      end(job.id(), new Outcome.Failed(Buffer.buffer("aborted"), true));
    }

    @Override
    public Buffer silence() {
      return Buffer.buffer("silent");
    }

    void end(String id, Outcome outcome) {
      var promise = open.get(id);
      if (promise != null) {
        promise.tryComplete(outcome);
      }
    }

    List<String> begun(int count) throws InterruptedException {
      var ids = new ArrayList<String>();
      while (ids.size() < count) {
        var id = begun.poll(5, TimeUnit.SECONDS);
        if (id == null) {
          throw new AssertionError("only " + ids + " have begun");
        }
        ids.add(id);
      }
      return ids;
    }
  }
}
