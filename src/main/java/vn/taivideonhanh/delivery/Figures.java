package vn.taivideonhanh.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How far a stream is.
 *
 * @param promised length of this response's body; null when it is not known
 * @param offset where in the file this response starts
 * @param sent bytes of the body that the client's socket took
 * @param upstream bytes that were read from the site; 0 in lane {@code pipe}, whose child reads
 * @param retries how often a source had to be taken up again
 */
public record Figures(
    @Nullable Long promised, long offset, long sent, long upstream, int retries) {}
