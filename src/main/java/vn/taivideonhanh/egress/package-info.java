/**
 * Everything that leaves for a site passes here. {@link vn.taivideonhanh.egress.Intake} decides
 * which addresses a stranger may name and writes them in one canonical form; {@link
 * vn.taivideonhanh.egress.AddressPolicy} decides which IP addresses may be connected to; {@link
 * vn.taivideonhanh.egress.Upstream} fetches over HTTP/1.1 under both rules, body bytes never
 * copied; {@link vn.taivideonhanh.egress.EgressGuard} lets child processes out under the same two.
 * It has no verticle: an upstream belongs to one event loop, the rest is safe on any thread.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.egress;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
