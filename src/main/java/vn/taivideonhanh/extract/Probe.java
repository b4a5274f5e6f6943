package vn.taivideonhanh.extract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Limits;

/** Asks programs who they are, and waits for the answer: for a thread that may block. */
record Probe(Children children, Path work) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST = 64 * 1024;

  /** What the program says, both ways together; null when it cannot be run. */
  @Nullable String ask(List<String> command) {
    return ask(command, Limits.LOOSE);
  }

  private @Nullable String ask(List<String> command, Limits bounds) {
    var limits = bounds.withWall(PATIENCE).withCpu(PATIENCE);
    var asked = children.run(ChildSpec.of(work, command).withLimits(limits), MOST);
    try {
      var output = asked.await(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
      return output.clean() ? output.text() : null;
    } catch (TimeoutException | RuntimeException _) {
      return null;
    }
  }

  /** Whether a program ends well within an address space. */
  boolean fits(List<String> command, long memoryBytes) {
    return ask(command, Limits.LOOSE.withMemory(memoryBytes)) != null;
  }

  /** The words of the first line of what the program says; empty when it cannot be run. */
  List<String> firstLine(Path program, String argument) {
    var said = ask(List.of(program.toString(), argument));
    return said == null || said.isBlank()
        ? List.of()
        : new ArrayList<>(List.of(said.strip().lines().findFirst().orElse("").split("\\s+", -1)));
  }
}
