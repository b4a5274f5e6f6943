package vn.taivideonhanh.egress;

import java.time.Duration;
import vn.taivideonhanh.config.AppConfig;

/**
 * How much one job may use of the world.
 *
 * @param connections in all
 * @param atOnce of them
 * @param names of sites, addresses included
 * @param down bytes from sites, as they arrive
 * @param up bytes from the child
 * @param idle longest time without a byte, while the child takes what comes
 * @param life until it ends by itself
 */
record Budget(
    int connections, int atOnce, int names, long down, long up, Duration idle, Duration life) {
  private static final long MIB = 1 << 20;

  /** How much longer than its job a pass lives, so that the job's own end comes first. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  static Budget analysis(AppConfig.Analysis limits) {
    var life = limits.timeout().plus(GRACE);
    return new Budget(200, 12, 40, 32 * MIB, MIB, Duration.ofSeconds(15), life);
  }

  /** A video of many hours comes in some ten thousand parts, each by a connection of its own. */
  static Budget stream(AppConfig.Relay limits) {
    var life = limits.muxMax().plus(GRACE);
    return new Budget(
        100_000, 16, 1000, 256L * 1024 * MIB, 256 * MIB, Duration.ofSeconds(30), life);
  }
}
