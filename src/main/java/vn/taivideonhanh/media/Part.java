package vn.taivideonhanh.media;

import org.jspecify.annotations.Nullable;

/**
 * One piece of a file of which a list names the pieces.
 *
 * @param uri as the list has it, at most 8,192 characters: absolute, or relative to what the list
 *     says
 * @param first position of its first byte in the resource
 * @param length in bytes; null is all of it
 * @param micros how long it plays, in microseconds; null when that is not told, and for an
 *     initialization section
 */
public record Part(String uri, long first, @Nullable Long length, @Nullable Long micros) {}
