package vn.taivideonhanh.queue;

import org.jspecify.annotations.Nullable;

/**
 * A job and where it stands.
 *
 * @param progress what its worker says that it does; null for nothing
 * @param place in the queue, from 1, as things are now; null unless it waits
 * @param lane {@code p:person} or {@code g:group} when it waits for its limit and the place is
 *     among those that do; else null
 */
public record Standing(
    Job job, @Nullable String progress, @Nullable Integer place, @Nullable String lane) {}
