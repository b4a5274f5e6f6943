package vn.taivideonhanh.process;

import java.time.Duration;

/**
 * How a child is made to end.
 *
 * @param onOrphan what the kernel sends it when the server has died
 * @param grace how long after a TERM the KILL comes
 */
public record Ending(Signal onOrphan, Duration grace) {
  /** For a child that has nothing to lose: killed with the server, and a second after a TERM. */
  public static final Ending QUICK = new Ending(Signal.KILL, Duration.ofSeconds(1));

  /** For a child that keeps data: asked to end when the server has died, and given time. */
  public static Ending gentle(Duration grace) {
    return new Ending(Signal.TERM, grace);
  }
}
