package vn.taivideonhanh.queue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.taivideonhanh.bench.Series;
import vn.taivideonhanh.redis.RedisProcess;

/**
 * Compares this queue with BullMQ: the same jobs on the same fresh Redis, one measurement at a
 * time, the sides alternating. {@code scripts/bench-queue} runs it.
 */
final class QueueBench {
  private final BenchOptions options;
  private final Map<Figure, Sides> figures = new LinkedHashMap<>();

  private QueueBench(BenchOptions options) {
    this.options = options;
  }

  /** Options are those of the script, and {@code --bullmq FOLDER}. */
  public static void main(String[] args) throws IOException {
    var bench = new QueueBench(BenchOptions.of(List.of(args)));
    for (var round = 1; round <= bench.options.rounds(); round++) {
      bench.round(round);
    }
    bench.print();
  }

  private void round(int number) throws IOException {
    var folder = Files.createTempDirectory("tvn-bench-queue");
    var fsync = options.fsync();
    String[] aof =
        fsync.equals("off")
            ? new String[] {"--appendonly", "no"}
            : new String[] {"--appendonly", "yes", "--appendfsync", fsync};
    try (var redis = RedisProcess.start(folder, aof);
        var ours = BenchProcess.start(options.ours(redis.port()));
        var theirs = BenchProcess.start(options.theirs(redis.port()))) {
      for (var measure : options.measures()) {
        // Who comes first finds a colder processor.
        if (number % 2 == 0) {
          measured(measure, redis, ours, Side.OURS);
          measured(measure, redis, theirs, Side.THEIRS);
        } else {
          measured(measure, redis, theirs, Side.THEIRS);
          measured(measure, redis, ours, Side.OURS);
        }
      }
    }
    System.err.printf("round %d of %d%n", number, options.rounds());
  }

  private void measured(Measure measure, RedisProcess redis, BenchProcess process, Side side)
      throws IOException {
    var _ = redis.ask("FLUSHALL SYNC");
    for (var warming : measure.warming()) {
      var _ = process.ask(warming);
    }
    var _ = redis.ask("FLUSHALL SYNC");
    for (var step : measure.before()) {
      var _ = process.ask(step);
    }
    var before = redis.info();
    var answer = new JsonObject(process.ask(measure.command()));
    var after = redis.info();
    measure
        .figures(answer, before, after)
        .forEach((figure, value) ->
            figures.computeIfAbsent(figure, _ -> new Sides()).of(side).add(value));
  }

  private void print() {
    System.out.printf("%-34s %12s %12s %8s  %s%n", "", "ours", "BullMQ", "ratio", "goal");
    figures.forEach((figure, sides) -> {
      var ratio = sides.ours.ratio(sides.theirs);
      System.out.printf(
          Locale.ROOT,
          "%-34s %12s %12s %8.2f  %s%n",
          figure.name(),
          figure.shown(sides.ours.median()),
          figure.shown(sides.theirs.median()),
          ratio,
          figure.goal(ratio));
    });
  }

  private enum Side {
    OURS,
    THEIRS
  }

  /** One figure of both. */
  private record Sides(Series ours, Series theirs) {
    Sides() {
      this(new Series(), new Series());
    }

    Series of(Side side) {
      return side == Side.OURS ? ours : theirs;
    }
  }
}
