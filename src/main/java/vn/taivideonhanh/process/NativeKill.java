package vn.taivideonhanh.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The kill(2) of the C library: Java's own way reaches one process only, not a group. */
final class NativeKill {
  private static final MethodHandle KILL = handle();

  private NativeKill() {}

  /** Signals every process of a group; a group that is gone is no error. */
  static void group(long leader, Signal signal) {
    // 0, 1 and -1 would reach our own group, init or every process there is.
    if (leader <= 1 || leader > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("no process group: " + leader);
    }
    try {
      var _ = (int) KILL.invokeExact(-(int) leader, signal.number());
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }

  @SuppressWarnings("restricted") // kill(2) is not in the JDK; the manifest enables native access
  private static MethodHandle handle() {
    var linker = Linker.nativeLinker();
    var kill = linker.defaultLookup().findOrThrow("kill");
    return linker.downcallHandle(
        kill,
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
