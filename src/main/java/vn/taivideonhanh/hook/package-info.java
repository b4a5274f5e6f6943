/**
 * Tells operators' own servers by HTTP what happens here, signed as Standard Webhooks 1.0 has it.
 * {@link vn.taivideonhanh.hook.HookMessages} is the contract; the verticle runs on an event loop,
 * hears facts of {@code relay}, {@code analysis} and {@code freshness}, and puts one job for each
 * endpoint into a queue of its own in Redis, from which the nodes deliver, at least once. Every
 * node hears the same facts: a job's id is made of the event, so that there is one. A given up job
 * is a dead letter, which admins may have tried again.
 *
 * <p>The key, besides those of the queue {@code webhooks}: {@code <prefix>:hk:off}, hash: endpoint
 * to ms and digest of its address, when that has answered 410 and is told nothing any more.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.hook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
