package vn.taivideonhanh.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What all living children of this process use, and theirs: the private Redis, too.
 *
 * @param processes how many there are
 * @param cpu what they have used since each began; less again when one ends
 * @param residentBytes memory; pages that several share count for each
 */
public record Consumption(long processes, Duration cpu, long residentBytes) {
  private static final long PAGE = 4096;
  private static final int RESIDENT = 1;

  /** Reads the process table; blocks for a moment. */
  public static Consumption now() {
    var processes = 0L;
    var cpu = Duration.ZERO;
    var resident = 0L;
    for (var child : ProcessHandle.current().descendants().toList()) {
      processes++;
      cpu = cpu.plus(child.info().totalCpuDuration().orElse(Duration.ZERO));
      resident += resident(child.pid());
    }
    return new Consumption(processes, cpu, resident);
  }

  /** See proc(5); nothing for a process that has just ended, and where there is no /proc. */
  private static long resident(long pid) {
    try {
      var words = Files.readString(Path.of("/proc", Long.toString(pid), "statm")).split(" ", -1);
      return Long.parseLong(words[RESIDENT]) * PAGE;
    } catch (IOException _) {
      return 0;
    }
  }
}
