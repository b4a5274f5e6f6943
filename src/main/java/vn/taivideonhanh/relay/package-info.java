/**
 * Opens streams for tokens, keeps their slots and their books, and stops them when told. {@link
 * vn.taivideonhanh.relay.RelayMessages} is the whole contract. The verticle runs on an event loop,
 * one a node, and asks {@code token} for slots and {@code analysis} for fresh sources; no byte of a
 * stream passes it. The last thousand books of ended streams are kept in the Redis stream {@code
 * <prefix>:rl:books}, one JSON object each in the field {@code book}.
 *
 * <p>Of people, below {@code <prefix>:rl:}; all expire by themselves:
 *
 * <ul>
 *   <li>{@code {person}:live}, hash: id of a stream to the end of its lease (ms) and its JSON
 *   <li>{@code {person}:ends}, list: JSON of downloads that ended, the newest first
 *   <li>{@code {person}:history}, hash: id to JSON; {@code {person}:times}, zset: id by its end
 *   <li>{@code live}, zset: id of a stream and of its person, by the end of its lease
 * </ul>
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
