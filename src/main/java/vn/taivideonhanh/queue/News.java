package vn.taivideonhanh.queue;

import org.jspecify.annotations.Nullable;

/**
 * Something happened to a job.
 *
 * @param at where in the stream; later ones are greater, several jobs may have the same
 * @param id of the job
 * @param state which it has now; null for progress
 */
public record News(String at, String id, @Nullable JobState state) {}
