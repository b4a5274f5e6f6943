package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import vn.taivideonhanh.bench.Crowd;
import vn.taivideonhanh.redis.RedisStore;

/** Jobs that wait, of 50 people; one more is added, one is claimed and ended. */
public final class JobCrowd implements Crowd {
  public static final String NAME = "jobs";
  private static final int PEOPLE = 50;
  private static final int MOST = 10_000_000;
  private static final Buffer RESULT = Buffer.buffer("ok");

  private final AtomicLong last = new AtomicLong();
  private final JobQueue queue;

  public JobCrowd(RedisStore store) {
    var config =
        new QueueConfig(
            "tvn",
            "crowd",
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            3,
            2,
            MOST,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));
    queue = new JobQueue(store, config, InstantSource.system());
  }

  private NewJob next() {
    var number = last.incrementAndGet();
    return new NewJob(
        "j" + number, "person" + number % PEOPLE, 1, "", "payload of " + number, 0, MOST);
  }

  @Override
  public String name() {
    return "jobs waiting";
  }

  @Override
  public int batch() {
    return 100;
  }

  @Override
  public Future<?> more() {
    return queue.addAll(LongStream.range(0, batch()).mapToObj(_ -> next()).toList());
  }

  @Override
  public Future<?> use() {
    return queue
        .add(next())
        .compose(_ -> queue.claim(1))
        .compose(claimed -> queue.finish(claimed.jobs().getFirst(), RESULT, Duration.ZERO));
  }
}
