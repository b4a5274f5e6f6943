/**
 * Issues, refreshes, revokes and checks stream tokens, and holds every limit of a person: each rule
 * is checked and taken in one Lua script, so that no number of requests on no number of nodes gets
 * one too many through. {@link vn.taivideonhanh.token.TokenMessages} is the whole contract; the
 * verticle runs on an event loop, asks {@code AnalysisMessages.FETCH} and knows nothing that is not
 * in Redis.
 *
 * <p>The keys, below {@code <prefix>:tk:}; all expire by themselves:
 *
 * <ul>
 *   <li>{@code {person}:<sha256 of a token>}, hash: {@code state} (live, revoked, replaced), {@code
 *       body} (JSON: who, plan, when planned), {@code expiry} and {@code first} (ms; when it was
 *       first issued), {@code tier} and {@code until} (ms; when that ends, or empty), {@code
 *       prefix} and {@code agent} (digests that it is bound to, or empty), {@code day} (on which
 *       its downloads count, or empty), {@code cost} (how many those are), {@code size} (bytes of
 *       the day taken at its start), {@code sent} (bytes of all its streams), {@code s:<stream>}
 *       (bytes of a stream when last heard of), {@code moved} (1 when a byte has left), {@code
 *       open} (streams), {@code line} (tokens it replaced whose streams may run)
 *   <li>{@code {person}:live}, zset: digests of live tokens by expiry
 *   <li>{@code {person}:hour}, zset: digests of tokens by time of issue
 *   <li>{@code {person}:days}, hash: day to downloads, {@code <day>:bytes} to bytes
 *   <li>{@code {person}:slots}, zset: stream ids by end of their lease
 *   <li>{@code {person}:kept}, zset: digests of all tokens that may have a record, by time of issue
 *   <li>{@code {person}:left}, string: the person has left for good; some minutes
 *   <li>{@code {person}:gone}, zset: digests of tokens just revoked, by when they are forgotten
 *   <li>{@code keys}, hash: the current signing key and the one before; never expires
 *   <li>{@code revoked}, channel: digests of tokens, told to every node
 * </ul>
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.token;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
