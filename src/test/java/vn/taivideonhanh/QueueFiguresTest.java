package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.analysis.AnalysisVerticle;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.NewJob;
import vn.taivideonhanh.queue.Outcome;
import vn.taivideonhanh.queue.Task;
import vn.taivideonhanh.queue.Worker;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** What a worker on a real Redis does is found in the metrics. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class QueueFiguresTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void waits_and_runs_are_counted_by_outcome(Vertx vertx, RedisStore store) {
    var queue =
        AnalysisVerticle.queue(ConfigLoader.load(null, Map.of()), store, InstantSource.system());
    queue.measure(new QueueFigures(meters, InstantSource.system()));
    var worker = new Worker(vertx, queue, new Halves(), 2);
    worker.start().await();
    for (var id : new String[] {"good-1", "bad-1", "good-2"}) {
      assertThat(queue.add(new NewJob(id, "ann", 1, "", "x", 0, 10)).await()).isNotNull();
    }
    until(vertx, "completed", 2);
    until(vertx, "failed", 1);
    assertThat(meters.get("tvn.queue.wait").timer().count()).isEqualTo(3);
    assertThat(meters.get("tvn.queue.lost").counter().count()).isZero();
    worker.stop().await();
    queue.reap(Buffer.buffer("silence")).await();
    var swept = meters.get("tvn.maintenance.last.success.seconds").tag("task", "jobs").gauge();
    assertThat(swept.value()).isCloseTo(System.currentTimeMillis() / 1000.0, within(600.0));
    assertThat(meters.get("tvn.maintenance.last.removed").tag("task", "jobs").gauge().value())
        .isZero();
  }

  private void until(Vertx vertx, String outcome, long count) {
    for (var look = 0; ran(outcome) < count && look < 500; look++) {
      var _ = vertx.timer(20, TimeUnit.MILLISECONDS).await();
    }
    assertThat(ran(outcome)).as(outcome).isEqualTo(count);
  }

  private long ran(String outcome) {
    return meters.get("tvn.queue.run").tag("outcome", outcome).timer().count();
  }

  /** Does what a job's name says. */
  private static final class Halves implements Task {
    @Override
    public Future<Outcome> run(Job job) {
      return Future.succeededFuture(
          job.id().startsWith("good")
              ? new Outcome.Done(Buffer.buffer("r"), Duration.ZERO)
              : new Outcome.Failed(Buffer.buffer("c"), false));
    }

    @Override
    public void abort(Job job) {
      throw new AssertionError("nobody takes a job away");
    }

    @Override
    public Buffer silence() {
      return Buffer.buffer("silence");
    }
  }
}
