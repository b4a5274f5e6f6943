package vn.taivideonhanh.egress;

import org.jspecify.annotations.Nullable;

/**
 * What came of a {@link Posting}.
 *
 * @param retryAfter the field {@code Retry-After} as it was sent (RFC 9110 section 10.2.3); null
 *     for none
 */
public record Posted(int status, @Nullable String retryAfter) {}
