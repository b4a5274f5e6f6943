package vn.taivideonhanh.queue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Our side of {@code scripts/bench-queue}, a process of its own: reads a measurement a line ("add
 * 64 20000"), answers a line of JSON. All of it happens on one event loop, as in Node.js.
 */
final class BenchSide {
  private static final int PEOPLE = 50;
  private static final int MOST = 1_000_000;
  private static final int LATENCY_SLOTS = 64;

  private final Vertx vertx;
  private final Context context;
  private final RedisStore store;
  private final JobQueue queue;
  private long last;

  private BenchSide(Vertx vertx, RedisAddress address) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.store = storeOn(context, vertx, address);
    this.queue = new JobQueue(store, config(), InstantSource.system());
  }

  /** Made on a loop, it has its connections there, too. */
  private static RedisStore storeOn(Context context, Vertx vertx, RedisAddress address) {
    return Future.<RedisStore>future(made ->
            context.runOnContext(
                _ -> made.complete(new RedisStore(vertx, address, Duration.ofSeconds(30)))))
        .await();
  }

  /** {@code PORT} is where the Redis of both sides listens. */
  public static void main(String[] args) throws IOException {
    var options = new VertxOptions().setPreferNativeTransport(true);
    var vertx = Vertx.builder().with(options).build();
    var side = new BenchSide(vertx, new RedisAddress("redis://127.0.0.1:" + args[0], null));
    System.out.println("ready");
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(side.measured(line.split(" ", -1)));
    }
    side.store.close().compose(_ -> vertx.close()).await();
  }

  /** Completed jobs leave nothing behind, as on the other side. */
  private static QueueConfig config() {
    return new QueueConfig(
            "tvn",
            "bench",
            Duration.ofSeconds(15),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            3,
            2,
            MOST,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30))
        .with(new QueueConfig.Bounds(0, 1000, Duration.ofDays(7), 100, 4000));
  }

  private String measured(String[] words) {
    var first = Integer.parseInt(words[1]);
    var second = Integer.parseInt(words[2]);
    return switch (words[0]) {
      case "add" -> seconds(() -> onLoop(() -> add(first, second)));
      case "bulk" -> seconds(() -> onLoop(() -> bulk(first, second)));
      case "work" -> work(first, second);
      case "latency" -> latency(first, second);
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static String seconds(Runnable what) {
    var start = System.nanoTime();
    what.run();
    return seconds(System.nanoTime() - start);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "{\"seconds\":%.6f}", nanos / 1e9);
  }

  private void onLoop(Supplier<Future<?>> what) {
    Future.future(
            promise -> context.runOnContext(_ -> what.get().<Object>mapEmpty().onComplete(promise)))
        .await();
  }

  private NewJob job(long at) {
    last++;
    var time = at == 0 ? "" : ",\"at\":" + at;
    var video = padded(Long.toString(last), 11);
    var payload =
        "{\"url\":\"https://site.example/watch?v=" + video + "\",\"tier\":\"free\"" + time + "}";
    var id = padded(Long.toHexString(last), 16);
    return new NewJob(id, "person" + last % PEOPLE, 1, "", payload, 0, MOST);
  }

  /** The other side's way is as cheap; {@code String.format} takes a microsecond. */
  private static String padded(String number, int length) {
    return "0".repeat(length - number.length()) + number;
  }

  private Future<?> add(int inFlight, int count) {
    var left = new Left(count, Promise.promise());
    IntStream.range(0, Math.min(inFlight, count)).forEach(_ -> left.addNext());
    return left.all.future();
  }

  /** One after another without a chain of futures, which would keep all of them until the end. */
  private final class Left {
    private final Promise<Void> all;
    private int unsent;
    private int unanswered;

    Left(int count, Promise<Void> all) {
      this.all = all;
      this.unsent = count;
      this.unanswered = count;
    }

    void addNext() {
      unsent--;
      created(queue.add(job(0))).onComplete(_ -> added(), all::tryFail);
    }

    private void added() {
      if (unsent > 0) {
        addNext();
      }
      if (--unanswered == 0) {
        all.complete();
      }
    }
  }

  private Future<?> bulk(int size, int left) {
    if (left <= 0) {
      return Future.succeededFuture();
    }
    var jobs = IntStream.range(0, size).mapToObj(_ -> job(0)).toList();
    return queue
        .addAll(jobs)
        .map(added -> added.stream().map(BenchSide::requireCreated).toList())
        .compose(_ -> bulk(size, left - size));
  }

  /** A job that was refused or joined another one would make the figures wrong. */
  private static Future<Added> created(Future<Added> adding) {
    return adding.map(BenchSide::requireCreated);
  }

  private static Added requireCreated(Added added) {
    if (added instanceof Added.Accepted(_, Added.How how) && how == Added.How.CREATED) {
      return added;
    }
    throw new IllegalStateException(added.toString());
  }

  /** From the start of a worker until Redis has all jobs as ended. */
  private String work(int slots, int count) {
    var done = new Counted(count, _ -> {});
    var worker = new Worker(vertx, queue, done, slots);
    var start = System.nanoTime();
    onLoop(worker::start);
    done.all.future().await();
    QueueDepth depth;
    do {
      depth = queue.depth().await();
    } while (depth.waiting() + depth.active() > 0);
    var took = System.nanoTime() - start;
    onLoop(worker::stop);
    return seconds(took);
  }

  private String latency(int rate, int seconds) {
    var count = rate * seconds;
    var took = new double[count];
    var begun = new int[1];
    var done =
        new Counted(
            count,
            job -> {
              var at = Long.parseLong(job.payload().replaceFirst(".*\"at\":(\\d+)}", "$1"));
              took[begun[0]++] = (System.nanoTime() - at) / 1e6;
            });
    var worker = new Worker(vertx, queue, done, LATENCY_SLOTS);
    onLoop(worker::start);
    var start = System.nanoTime();
    var sent = new int[1];
    context.runOnContext(_ ->
        vertx.setPeriodic(
            1,
            timer -> {
              var due = Math.min(count, (System.nanoTime() - start) * rate / 1e9);
              for (; sent[0] < due; sent[0]++) {
                created(queue.add(job(System.nanoTime()))).onFailure(done.all::tryFail);
              }
              if (sent[0] >= count) {
                vertx.cancelTimer(timer);
              }
            }));
    done.all.future().await();
    onLoop(worker::stop);
    Arrays.sort(took);
    return String.format(
        Locale.ROOT, "{\"p50\":%.4f,\"p99\":%.4f}", took[count / 2], took[count * 99 / 100]);
  }

  /** Does nothing, that often. */
  private static final class Counted implements Task {
    private static final Buffer OK = Buffer.buffer("ok");
    private final Promise<Void> all = Promise.promise();
    private final Consumer<Job> begun;
    private int left;

    Counted(int left, Consumer<Job> begun) {
      this.left = left;
      this.begun = begun;
    }

    @Override
    public Future<Outcome> run(Job job) {
      begun.accept(job);
      if (--left == 0) {
        all.tryComplete();
      }
      return Future.succeededFuture(new Outcome.Done(OK, Duration.ZERO));
    }

    @Override
    public void abort(Job job) {}

    @Override
    public Buffer silence() {
      return OK;
    }
  }
}
