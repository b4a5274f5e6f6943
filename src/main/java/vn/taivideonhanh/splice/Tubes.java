package vn.taivideonhanh.splice;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tubes, a few at a time; one for a node, safe on any thread. */
public final class Tubes {
  private static final Logger LOG = LoggerFactory.getLogger(Tubes.class);

  /** Bytes that one holds. */
  static final int SIZE = 1 << 20;

  /** A user who is not privileged has 64 MiB of pipes, pipe(7), and children need theirs. */
  static final int MOST = 32;

  private volatile @Nullable Kernel kernel;
  private final AtomicBoolean toBeFound;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder moved = new LongAdder();

  private Tubes(boolean toBeFound) {
    this.toBeFound = new AtomicBoolean(toBeFound);
  }

  /** Gives none. */
  public static Tubes none() {
    return new Tubes(false);
  }

  /**
   * Gives some when splice(2) has been found. It is looked for when the first is asked for, which
   * takes a tenth of a second, some megabytes, and keeps nobody. Is there none, the log says so.
   */
  public static Tubes ofSystem() {
    return new Tubes(true);
  }

  /** Gives some by a kernel that has been found. */
  static Tubes of(Kernel kernel) {
    var tubes = new Tubes(false);
    tubes.kernel = kernel;
    return tubes;
  }

  private void find() {
    try {
      if (System.getProperty("os.name").equals("Linux")) {
        kernel = new Kernel();
        return;
      }
    } catch (NoSuchElementException | UnsupportedOperationException | IllegalCallerException e) {
      LOG.debug("no splice(2)", e);
    }
    LOG.info("the kernel moves no bytes on this system; streams cost more processor time");
  }

  /** One to be closed after use; null when there is none to be had, or not yet. */
  public @Nullable Tube open() {
    var calls = kernel;
    if (calls == null) {
      if (toBeFound.compareAndSet(true, false)) {
        var _ = Thread.ofVirtual().name("splice").start(this::find);
      }
      return null;
    }
    if (open.incrementAndGet() > MOST) {
      var _ = open.decrementAndGet();
      return null;
    }
    try {
      var ends = FileDescriptor.pipe();
      var tube = new Tube(calls, ends[1], ends[0], this);
      if (calls.widen(ends[1].intValue(), SIZE) >= SIZE) {
        return tube;
      }
      tube.close();
    } catch (IOException e) {
      var _ = open.decrementAndGet();
      LOG.debug("no pipe", e);
    }
    return null;
  }

  /** There will be no more, since they are of no use on this system. */
  void unable() {
    if (kernel != null) {
      kernel = null;
      LOG.warn("the kernel refuses to move bytes; streams cost more processor time from now on");
    }
  }

  void closed() {
    var _ = open.decrementAndGet();
  }

  void gave(long bytes) {
    moved.add(bytes);
  }

  /** How many are open. */
  public int inUse() {
    return open.get();
  }

  /** How many bytes have gone through them all. */
  public long moved() {
    return moved.sum();
  }
}
