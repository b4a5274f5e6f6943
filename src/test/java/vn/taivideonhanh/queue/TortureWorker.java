package vn.taivideonhanh.queue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisStore;

/**
 * A worker in a process of its own, to be killed. It writes down each run when it begins, with one
 * write, so that what it has written outlives it.
 */
final class TortureWorker implements Task {
  /** Longest time that a job takes. */
  static final Duration LONGEST = Duration.ofMillis(100);

  private static final int SLOTS = 16;

  private final Vertx vertx;
  private final FileChannel runs;
  private final String name;

  private TortureWorker(Vertx vertx, Path runs) throws IOException {
    this.vertx = vertx;
    this.runs = FileChannel.open(runs, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    this.name = String.valueOf(ProcessHandle.current().pid());
  }

  /** {@code PORT LEASE FILE}; it ends with its standard input. */
  public static void main(String[] args) throws IOException {
    var vertx = Vertx.vertx();
    var address = new RedisAddress("redis://127.0.0.1:" + args[0], null);
    var store = new RedisStore(vertx, address, Duration.ofSeconds(2));
    var config = TortureOptions.queue(Duration.parse(args[1]));
    var queue = new JobQueue(store, config, InstantSource.system());
    var task = new TortureWorker(vertx, Path.of(args[2]));
    task.start(new Worker(vertx, queue, task, SLOTS));
    var _ = System.in.read();
    Runtime.getRuntime().halt(0);
  }

  /** It may be born while Redis is away. */
  private void start(Worker worker) {
    worker
        .start()
        .onFailure(_ -> vertx.timer(100, TimeUnit.MILLISECONDS).onSuccess(_ -> start(worker)));
  }

  @Override
  public Future<Outcome> run(Job job) {
    var begun = new Run(job.id(), job.token(), name, System.currentTimeMillis());
    try {
      var _ = runs.write(ByteBuffer.wrap((begun.line() + "\n").getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var takes = 1 + ThreadLocalRandom.current().nextLong(LONGEST.toMillis());
    return vertx
        .timer(takes, TimeUnit.MILLISECONDS)
        .map(_ -> new Outcome.Done(Buffer.buffer(begun.line()), Duration.ofHours(1)));
  }

  @Override
  public void abort(Job job) {}

  @Override
  public Buffer silence() {
    return Buffer.buffer("silent");
  }

  /**
   * One run of a job.
   *
   * @param worker its process
   * @param at when it began, epoch milliseconds
   */
  record Run(String id, long token, String worker, long at) {
    static Run parse(String line) {
      var word = line.split(" ", -1);
      return new Run(word[0], Long.parseLong(word[1]), word[2], Long.parseLong(word[3]));
    }

    String line() {
      return id + " " + token + " " + worker + " " + at;
    }
  }
}
