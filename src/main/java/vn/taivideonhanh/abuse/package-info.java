/**
 * Counts by day who reached which limit, and which hosts were refused, for operators who want to
 * know who takes too much. {@link vn.taivideonhanh.abuse.AbuseMessages} is the whole contract; the
 * verticle runs on an event loop, one a node. What it counts is in the sorted sets {@code
 * <prefix>:ab:<day>}, a code and an id or a host by how often, which expire after two days. No
 * address of a client and no path of a page is kept.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.abuse;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
