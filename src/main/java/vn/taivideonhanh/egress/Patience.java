package vn.taivideonhanh.egress;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One clock that is set anew at every step, cheaply. Belongs to one event loop. */
final class Patience {
  private final EventLoop loop;
  private Runnable late;
  private long due;
  private @Nullable ScheduledFuture<?> look;

  /**
   * Starts it.
   *
   * @param late called when the time is over, unless {@link #give} comes before
   */
  Patience(EventLoop loop, Duration first, Runnable late) {
    this.loop = loop;
    this.late = late;
    give(first);
    look();
  }

  void give(Duration time) {
    due = System.nanoTime() + time.toNanos();
  }

  /** Starts another wait, at whose end something else is done. */
  void give(Duration time, Runnable then) {
    late = then;
    give(time);
    // The look that is under way may come later than the new end.
    stop();
    look();
  }

  private void look() {
    var left = due - System.nanoTime();
    if (left > 0) {
      look = loop.schedule(this::look, left, TimeUnit.NANOSECONDS);
    } else {
      late.run();
    }
  }

  void stop() {
    if (look != null) {
      look.cancel(false);
    }
  }
}
