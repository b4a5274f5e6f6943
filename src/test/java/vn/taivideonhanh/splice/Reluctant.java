package vn.taivideonhanh.splice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A kernel that says, when it has moved so many bytes out of sockets, that it does no such thing.
 */
public final class Reluctant extends Kernel {
  private final AtomicLong left;

  private Reluctant(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** Tubes by such a kernel. */
  public static Tubes tubes(long bytes) {
    return Tubes.of(new Reluctant(bytes));
  }

  @Override
  long splice(int from, int to, long most, MemorySegment place) {
    if (!isSocket(from)) {
      return super.splice(from, to, most, place);
    }
    var allowed = Math.min(most, left.get());
    if (allowed == 0) {
      return UNABLE;
    }
    var moved = super.splice(from, to, allowed, place);
    var _ = left.addAndGet(-Math.max(0, moved));
    return moved;
  }

  private static boolean isSocket(int file) {
    try {
      var link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + file));
      return link.toString().startsWith("socket:");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
