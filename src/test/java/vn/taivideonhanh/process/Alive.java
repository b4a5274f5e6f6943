package vn.taivideonhanh.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at processes by their ids. */
final class Alive {
  private Alive() {}

  /** A zombie, which only waits for its new parent to look, does not count. */
  static boolean is(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether {@code condition} came true within the time. */
  static boolean within(Duration most, BooleanSupplier condition) {
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
