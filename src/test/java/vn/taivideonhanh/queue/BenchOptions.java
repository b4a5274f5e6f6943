package vn.taivideonhanh.queue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code scripts/bench-queue} was asked for.
 *
 * @param fsync {@code appendfsync} of Redis; "off" for no append-only file
 * @param only parts to measure; empty for all
 * @param profile where our side's flight recording goes, or empty
 * @param bullmq folder of the other side's program
 */
record BenchOptions(
    int rounds, double scale, String fsync, Set<String> only, String profile, Path bullmq) {
  static BenchOptions of(List<String> words) {
    var rounds = 5;
    var scale = 1.0;
    var fsync = "off";
    var only = Set.<String>of();
    var profile = "";
    var bullmq = Path.of("src/test/bullmq");
    for (var next = words.iterator(); next.hasNext(); ) {
      switch (next.next()) {
        case "--quick" -> {
          rounds = 2;
          scale = 0.2;
        }
        case "--durable" -> fsync = "everysec";
        case "--fsync" -> fsync = next.next();
        case "--rounds" -> rounds = Integer.parseInt(next.next());
        case "--only" -> only = Set.of(next.next().split(",", -1));
        case "--profile" -> profile = next.next();
        case "--bullmq" -> bullmq = Path.of(next.next());
        case String other -> throw new IllegalArgumentException(other);
      }
    }
    return new BenchOptions(rounds, scale, fsync, only, profile, bullmq);
  }

  List<Measure> measures() {
    return Measure.all(scale).stream()
        .filter(measure ->
            only.isEmpty() || only.contains(measure.part()) || only.contains(measure.key()))
        .toList();
  }

  /** The command of our side. */
  List<String> ours(int port) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    if (!profile.isEmpty()) {
      command.add("-XX:StartFlightRecording=settings=profile,filename=" + profile);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BenchSide.class.getName(), String.valueOf(port)));
    return command;
  }

  /** The command of the other side. */
  List<String> theirs(int port) {
    return List.of("node", bullmq.resolve("bench.mjs").toString(), String.valueOf(port));
  }
}
