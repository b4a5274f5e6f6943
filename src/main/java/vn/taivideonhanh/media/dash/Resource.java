package vn.taivideonhanh.media.dash;

import org.jspecify.annotations.Nullable;

/**
 * Something that a list names.
 *
 * @param address relative to the base; null is the base itself
 * @param span null is all of it
 */
record Resource(@Nullable String address, @Nullable ByteSpan span) {}
