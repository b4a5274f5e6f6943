package vn.taivideonhanh.splice;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * splice(2) and fcntl(2) of Linux. The JDK has neither, and the splice of Netty does not tell the
 * end of a stream from nothing there just now. Not final, so that tests can have one that refuses.
 */
class Kernel {
  /** Nothing can be moved just now. */
  static final int NOT_NOW = -1;

  /** One of both ends is gone. */
  static final int REFUSED = -2;

  /** The system does no such thing. */
  static final int UNABLE = -3;

  private static final int EPERM = 1;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EINVAL = 22;
  private static final int ENOSYS = 38;
  private static final int SPLICE_F_MOVE = 1;
  private static final int SPLICE_F_NONBLOCK = 2;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int F_SETPIPE_SZ = 1031;

  private final StructLayout errors = Linker.Option.captureStateLayout();
  private final VarHandle errno = errors.varHandle(PathElement.groupElement("errno"));
  private final MethodHandle splice =
      handle(
          "splice",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
          Linker.Option.captureCallState("errno"));
  private final MethodHandle fcntl =
      handle(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));

  /**
   * Finds the calls; any thread may use them.
   *
   * @throws java.util.NoSuchElementException on a system that has no such calls
   */
  Kernel() {}

  @SuppressWarnings("restricted") // they are not in the JDK; the manifest enables native access
  private static MethodHandle handle(
      String name, FunctionDescriptor form, Linker.Option... options) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form, options);
  }

  /** A place for what goes wrong in {@link #splice}, for one thread at a time. */
  MemorySegment place() {
    return Arena.ofAuto().allocate(errors);
  }

  /**
   * Moves bytes without waiting; one of both ends is a pipe.
   *
   * @return how many, 0 at the end of the stream; {@link #NOT_NOW}, {@link #REFUSED} or {@link
   *     #UNABLE}
   */
  long splice(int from, int to, long most, MemorySegment place) {
    try {
      var moved =
          (long)
              splice.invokeExact(
                  place,
                  from,
                  MemorySegment.NULL,
                  to,
                  MemorySegment.NULL,
                  most,
                  SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
      return moved >= 0 ? moved : meaning((int) errno.get(place, 0L));
    } catch (Throwable e) {
      throw new IllegalStateException("splice(2) cannot be called", e);
    }
  }

  private static int meaning(int error) {
    return switch (error) {
      case EAGAIN, EINTR -> NOT_NOW;
      case EPERM, EINVAL, ENOSYS -> UNABLE;
      default -> REFUSED;
    };
  }

  /** Another number for the same open file, one that no child gets; negative when refused. */
  int duplicate(int file) {
    return control(file, F_DUPFD_CLOEXEC, 0);
  }

  /** Makes a pipe hold so many bytes; how many it holds then, negative when refused. */
  int widen(int pipe, int bytes) {
    return control(pipe, F_SETPIPE_SZ, bytes);
  }

  private int control(int file, int command, int argument) {
    try {
      return (int) fcntl.invokeExact(file, command, argument);
    } catch (Throwable e) {
      throw new IllegalStateException("fcntl(2) cannot be called", e);
    }
  }
}
