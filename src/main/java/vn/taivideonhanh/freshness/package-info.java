/**
 * yt-dlp's releases: fetched, tried, given to new jobs, watched, and taken back when they fail.
 * {@link vn.taivideonhanh.freshness.FreshnessMessages} is the whole contract.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.freshness;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
