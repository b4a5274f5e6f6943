package vn.taivideonhanh.queue;

/** How many jobs are where. */
public record QueueDepth(long waiting, long paused, long active, long dead) {}
