package vn.taivideonhanh.egress;

import io.netty.channel.Channel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Has the kernel gather bytes of a body before it tells of them: {@code SO_RCVLOWAT} of socket(7).
 * To be woken up for each little that comes is much of what a relayed byte costs. Gathered is what
 * comes in 50 ms, 128 KiB at most; nothing is at a body's beginning, near its end, and when bytes
 * stop coming, so that none is kept back for those that never come. Belongs to one event loop.
 */
final class Gathering {
  /** Shorter bodies are over before anything could be gathered. */
  static final long WORTH = 1 << 20;

  /** Of socket(7) on Linux, {@code SOL_SOCKET} and {@code SO_RCVLOWAT}; others have other ones. */
  private static final IntegerUnixChannelOption LOW_WATER =
      new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private static final int MOST = 128 << 10;
  private static final int LEAST = 16 << 10;
  private static final long SPAN_MILLIS = 50;
  private static final long LOOK_MILLIS = 200;
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);

  private final EventExecutor loop;
  private final IntConsumer tell;
  private int low = 1;
  private long since;
  private long came;
  private boolean moved;
  private boolean watched;

  /**
   * Builds one for one body.
   *
   * @param tell told for how many bytes to wait from now on
   */
  Gathering(EventExecutor loop, IntConsumer tell) {
    this.loop = loop;
    this.tell = tell;
  }

  /** For what comes on that channel; does nothing where the system has no such option. */
  static Gathering on(Channel channel) {
    return new Gathering(
        channel.eventLoop(),
        bytes -> {
          if (LINUX && channel.isActive()) {
            var _ = channel.config().setOption(LOW_WATER, bytes);
          }
        });
  }

  /**
   * Bytes have come.
   *
   * @param left how many follow for certain, if the site keeps its word
   * @param now as {@link System#nanoTime}
   */
  void came(int bytes, long left, long now) {
    came += bytes;
    moved = true;
    if (left < 2 * MOST) {
      want(1);
    } else if (since == 0) {
      since = now;
      came = 0;
    } else if (now - since >= LOOK) {
      var millis = TimeUnit.NANOSECONDS.toMillis(now - since);
      var fit = (int) Math.min(MOST, came * SPAN_MILLIS / millis);
      want(fit < LEAST ? 1 : fit);
      since = now;
      came = 0;
    }
  }

  private void want(int bytes) {
    // A little more or less is not worth a call.
    if (bytes == 1 ? low != 1 : Math.abs(bytes - low) > low / 4) {
      low = bytes;
      tell.accept(bytes);
    }
    if (low > 1 && !watched) {
      watch();
    }
  }

  private void watch() {
    watched = true;
    moved = false;
    var _ = loop.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    watched = false;
    if (low > 1) {
      if (moved) {
        watch();
      } else {
        want(1);
      }
    }
  }
}
