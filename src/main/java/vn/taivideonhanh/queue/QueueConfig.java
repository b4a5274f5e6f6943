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
    Duration longestPause) {}
