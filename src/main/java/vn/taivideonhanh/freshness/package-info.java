/**
 * yt-dlp's releases: fetched, tried, given to new jobs, watched, and taken back when they fail.
 * {@link vn.taivideonhanh.freshness.FreshnessMessages} is the whole contract. One node at a time
 * asks the source; each fetches, checks and tries a release for itself, and what one finds bad is
 * bad for all.
 *
 * <p>The keys, below {@code <prefix>:fr:{yt-dlp}:}:
 *
 * <ul>
 *   <li>{@code record}, hash: {@code latest} (the newest release, JSON), {@code asked} (ms, when
 *       the source answered), {@code held} (the version that an admin wants), {@code bad:VERSION}
 *       (why and when, JSON); never expires
 *   <li>{@code turn}, string: some node has asked the source; a lease of {@code releases.check}
 * </ul>
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.freshness;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
