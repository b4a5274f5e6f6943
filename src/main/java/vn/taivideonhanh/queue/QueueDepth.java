package vn.taivideonhanh.queue;

/**
 * How many jobs are where.
 *
 * @param waiting for a worker, or for a limit
 * @param delayed until a time
 * @param active leased to a worker
 * @param dead given up and kept
 */
public record QueueDepth(long waiting, long delayed, long active, long dead) {}
