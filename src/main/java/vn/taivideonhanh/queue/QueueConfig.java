package vn.taivideonhanh.queue;

import java.time.Duration;

/**
 * How a queue behaves.
 *
 * @param prefix of every key in Redis
 * @param name {@code [a-z0-9-]+}
 * @param lease how long a job stays with a worker that says nothing
 * @param keep how long an ended job can be read
 * @param brief how long a failure answers for its fingerprint
 * @param attempts how often a job is tried, 1 to 99
 * @param stalls how often a job may lose its worker, 0 to 98
 * @param waiting jobs that may wait in all
 * @param firstPause longest pause after the first failed attempt; it doubles with each one
 * @param longestPause between two attempts
 * @param bounds of what is kept
 */
public record QueueConfig(
    String prefix,
    String name,
    Duration lease,
    Duration keep,
    Duration brief,
    int attempts,
    int stalls,
    int waiting,
    Duration firstPause,
    Duration longestPause,
    Bounds bounds) {

  /**
   * Bounds of what is kept.
   *
   * @param ended jobs of each way to end; with 0, completed ones leave nothing behind
   * @param dead jobs that were given up
   * @param deadFor how long those stay
   * @param lines of a job's log
   * @param news entries of the stream
   */
  public record Bounds(int ended, int dead, Duration deadFor, int lines, int news) {
    static final Bounds USUAL = new Bounds(20_000, 1000, Duration.ofDays(7), 100, 4000);
  }

  /** With the usual bounds. */
  public QueueConfig(
      String prefix,
      String name,
      Duration lease,
      Duration keep,
      Duration brief,
      int attempts,
      int stalls,
      int waiting,
      Duration firstPause,
      Duration longestPause) {
    this(
        prefix,
        name,
        lease,
        keep,
        brief,
        attempts,
        stalls,
        waiting,
        firstPause,
        longestPause,
        Bounds.USUAL);
  }

  /** How failures of no particular class are tried again. */
  Backoff backoff() {
    return new Backoff(firstPause, longestPause, attempts);
  }

  /** The same with other bounds. */
  public QueueConfig with(Bounds other) {
    return new QueueConfig(
        prefix,
        name,
        lease,
        keep,
        brief,
        attempts,
        stalls,
        waiting,
        firstPause,
        longestPause,
        other);
  }
}
