package vn.taivideonhanh.queue;

import java.time.Duration;
import java.util.List;

/**
 * What {@code scripts/torture-queue} was asked for.
 *
 * @param length for how long jobs come and things are killed
 * @param lease of a job, in which recovery is measured
 * @param gap mean time from one fault to the next
 * @param fsync {@code appendfsync} of Redis
 * @param seed of the faults
 */
record TortureOptions(
    int jobs, Duration length, int workers, Duration lease, Duration gap, String fsync, long seed) {
  static final TortureOptions FULL =
      new TortureOptions(
          50_000,
          Duration.ofMinutes(5),
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          "always",
          1);

  static TortureOptions of(List<String> words) {
    var options = FULL;
    for (var next = words.iterator(); next.hasNext(); ) {
      var word = next.next();
      var value = next.next();
      options =
          switch (word) {
            case "--minutes" ->
                options.lasting(Duration.ofMillis((long) (Double.parseDouble(value) * 60_000)));
            case "--jobs" -> options.with(Integer.parseInt(value), options.workers);
            case "--workers" -> options.with(options.jobs, Integer.parseInt(value));
            case "--fsync" -> options.with(value, options.seed);
            case "--seed" -> options.with(options.fsync, Long.parseLong(value));
            default -> throw new IllegalArgumentException(word);
          };
    }
    return options;
  }

  private TortureOptions lasting(Duration other) {
    return new TortureOptions(jobs, other, workers, lease, gap, fsync, seed);
  }

  private TortureOptions with(int otherJobs, int otherWorkers) {
    return new TortureOptions(otherJobs, length, otherWorkers, lease, gap, fsync, seed);
  }

  private TortureOptions with(String otherFsync, long otherSeed) {
    return new TortureOptions(jobs, length, workers, lease, gap, otherFsync, otherSeed);
  }

  /** No job is given up here: each fault of ours may cost one of its attempts. */
  static QueueConfig queue(Duration lease) {
    return new QueueConfig(
            "tvn",
            "torture",
            lease,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            99,
            98,
            100_000,
            Duration.ofMillis(100),
            Duration.ofSeconds(1))
        .with(new QueueConfig.Bounds(1_000_000, 1000, Duration.ofDays(7), 100, 4000));
  }
}
