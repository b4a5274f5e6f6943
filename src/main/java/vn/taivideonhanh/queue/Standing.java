package vn.taivideonhanh.queue;

import org.jspecify.annotations.Nullable;

/**
 * A job and where it stands.
 *
 * @param progress what its worker says that it does; null for nothing
 * @param place in the queue, from 1; null unless it waits
 */
public record Standing(Job job, @Nullable String progress, @Nullable Integer place) {}
