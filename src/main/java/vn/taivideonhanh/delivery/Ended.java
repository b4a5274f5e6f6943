package vn.taivideonhanh.delivery;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;

/**
 * The end of a stream.
 *
 * @param reason for the book and the log: {@code stalled}, a problem's slug, ...; never shown
 * @param failure what the client is to be told; set exactly when nothing of a response was written
 *     and the client may still be there
 */
public record Ended(Outcome outcome, @Nullable String reason, @Nullable Failure failure) {}
