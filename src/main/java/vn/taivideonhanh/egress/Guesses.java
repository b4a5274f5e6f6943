package vn.taivideonhanh.egress;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts wrong credentials, of all children together. Belongs to one event loop. */
final class Guesses {
  private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);
  private static final int MOST = 20;
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private long began;
  private int wrong;
  private final LongAdder lockOuts = new LongAdder();

  Guesses(LongSupplier nanos) {
    this.nanos = nanos;
    began = nanos.getAsLong();
  }

  /** Notes one; returns whether it is still answered, up to 20 a minute. */
  boolean answered() {
    if (nanos.getAsLong() - began >= WINDOW) {
      began = nanos.getAsLong();
      wrong = 0;
    }
    wrong++;
    if (wrong == MOST + 1) {
      lockOuts.increment();
      LOG.warn(
          "somebody guesses credentials of the guard; wrong ones are not answered for a while");
    }
    return wrong <= MOST;
  }

  /** How often that became too much. Safe on any thread. */
  long lockOuts() {
    return lockOuts.sum();
  }
}
