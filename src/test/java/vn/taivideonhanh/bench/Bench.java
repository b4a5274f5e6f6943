package vn.taivideonhanh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs the parts that are wanted, one after the other. {@code scripts/bench} starts it. */
final class Bench {
  private interface Making {
    Part in(Wanted wanted, Path folder) throws Exception;
  }

  private static final Map<String, Making> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put(RelayPart.NAME, RelayPart::new);
    PARTS.put(MergePart.NAME, MergePart::new);
    PARTS.put(AnalysisPart.NAME, AnalysisPart::new);
    PARTS.put(TokenPart.NAME, TokenPart::new);
    PARTS.put(StartPart.NAME, StartPart::new);
    PARTS.put(GrowthPart.NAME, GrowthPart::new);
  }

  private Bench() {}

  /** Options are those of the script. */
  public static void main(String[] args) throws Exception {
    var wanted = Wanted.of(List.of(args));
    // One that is ended early leaves nothing behind.
    var sweep = Thread.ofPlatform().unstarted(Bench::endChildren);
    Runtime.getRuntime().addShutdownHook(sweep);
    System.out.println(machine());
    for (var part : PARTS.entrySet()) {
      if (wanted.part(part.getKey())) {
        System.out.printf("%n## %s%n%n%s", part.getKey(), measured(part.getValue(), wanted));
      }
    }
    System.exit(0);
  }

  private static void endChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
  }

  private static String measured(Making making, Wanted wanted) throws Exception {
    var folder = Files.createTempDirectory("tvn-bench");
    try (var part = making.in(wanted, folder)) {
      part.start();
      for (var round = 1; round <= wanted.rounds(); round++) {
        var begun = System.nanoTime();
        part.round(round);
        var seconds = (System.nanoTime() - begun) / 1_000_000_000;
        System.err.printf("round %d of %d took %d s%n", round, wanted.rounds(), seconds);
      }
      return part.told();
    } finally {
      drop(folder);
    }
  }

  private static void drop(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String machine() throws IOException {
    var memory = Files.readString(Path.of("/proc/meminfo"));
    var total = Pattern.compile("MemTotal: *([0-9]+)").matcher(memory);
    return "%d cores, %.0f GiB, Java %s, load %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            total.find() ? Double.parseDouble(total.group(1)) / (1 << 20) : 0,
            Runtime.version().feature(),
            Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
  }
}
