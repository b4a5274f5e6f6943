package vn.taivideonhanh.queue;

import java.time.Instant;

/**
 * A schedule that is kept.
 *
 * @param next when it fires
 */
public record Planned(Schedule schedule, Instant next) {}
