/**
 * Opens streams for tokens, keeps their slots and their books, and stops them when told. {@link
 * vn.taivideonhanh.relay.RelayMessages} is the whole contract. The verticle runs on an event loop,
 * one a node, and asks {@code token} for slots and {@code analysis} for fresh sources; no byte of a
 * stream passes it. The last thousand books of ended streams are kept in the Redis stream {@code
 * <prefix>:rl:books}, one JSON object each in the field {@code book}.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
