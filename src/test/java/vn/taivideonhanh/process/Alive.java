package vn.taivideonhanh.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at processes by their ids. */
public final class Alive {
  private Alive() {}

  /** A zombie, which only waits for its new parent to look, does not count. */
  public static boolean is(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException _) {
      return false;
    }
  }

  /** Those processes that have this text in their environment. */
  public static List<Long> withEnvironment(String text) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> environment(pid).contains(text))
        .filter(Alive::is)
        .toList();
  }

  private static String environment(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "environ"), ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  /** Whether {@code condition} came true within the time. */
  public static boolean within(Duration most, BooleanSupplier condition) {
    var end = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(2_000_000);
    }
    return true;
  }
}
