/**
 * The store: a connection that mends itself, scripts, news channels, and the private server that is
 * started where none is configured. {@link vn.taivideonhanh.redis.RedisStore} is safe to use from
 * every thread, and its futures complete on the context of whoever asked. Nothing else in the
 * program talks to Redis.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
