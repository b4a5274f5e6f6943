package vn.taivideonhanh.queue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.taivideonhanh.redis.RedisProcess;

/**
 * Compares this queue with BullMQ: the same jobs on the same fresh Redis, one measurement at a
 * time, the sides alternating. {@code scripts/bench-queue} runs it.
 */
final class QueueBench {
  private final BenchOptions options;
  private final Map<Figure, Series> figures = new LinkedHashMap<>();

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
            figures.computeIfAbsent(figure, _ -> new Series()).of(side).add(value));
  }

  private void print() {
    System.out.printf("%-34s %12s %12s %8s  %s%n", "", "ours", "BullMQ", "ratio", "goal");
    figures.forEach((figure, series) ->
        System.out.printf(
            Locale.ROOT,
            "%-34s %12s %12s %8.2f  %s%n",
            figure.name(),
            figure.shown(median(series.ours)),
            figure.shown(median(series.theirs)),
            series.ratio(),
            figure.goal(series.ratio())));
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private enum Side {
    OURS,
    THEIRS
  }

  /** One figure of every round. */
  private record Series(List<Double> ours, List<Double> theirs) {
    Series() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    List<Double> of(Side side) {
      return side == Side.OURS ? ours : theirs;
    }

    /** The median of the rounds' ratios: what loads the machine for minutes loads both sides. */
    double ratio() {
      var ratios = new ArrayList<Double>();
      for (var i = 0; i < ours.size(); i++) {
        ratios.add(ours.get(i) / theirs.get(i));
      }
      return median(ratios);
    }
  }
}
