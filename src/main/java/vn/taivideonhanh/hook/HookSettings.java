package vn.taivideonhanh.hook;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import vn.taivideonhanh.config.Webhooks;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.queue.Backoff;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.QueueConfig;
import vn.taivideonhanh.redis.RedisStore;

/**
 * All that a {@link HookVerticle} needs.
 *
 * @param prefix of every Redis key
 * @param upstream called once, on the verticle's event loop; what it may visit is what may be told
 */
public record HookSettings(
    RedisStore store,
    String prefix,
    Webhooks webhooks,
    Function<Vertx, Upstream> upstream,
    InstantSource clock) {
  private static final Duration LEASE = Duration.ofSeconds(90);
  private static final int STALLS = 20;
  private static final int WAITING = 10_000;
  private static final int ENDED = 2_000;
  private static final int DEAD = 1_000;
  private static final int LINES = 100;

  /** Messages of one endpoint that may wait. */
  static final int WAITING_FOR_ONE = 2_000;

  JobQueue queue() {
    var bounds = new QueueConfig.Bounds(ENDED, DEAD, webhooks.keep(), LINES, LINES);
    var config =
        new QueueConfig(
            prefix,
            "webhooks",
            LEASE,
            webhooks.keep(),
            Duration.ofSeconds(1),
            webhooks.attempts(),
            STALLS,
            WAITING,
            webhooks.firstPause(),
            webhooks.longestPause());
    return new JobQueue(store, config.with(bounds), clock);
  }

  /** Of an endpoint that asks for a pause. */
  Backoff backoff(Duration least) {
    return new Backoff(webhooks.firstPause(), webhooks.longestPause(), webhooks.attempts(), least);
  }

  /** Who is told, by name; reads their secrets, and blocks for it. */
  List<Receiver> receivers() {
    return webhooks.endpoints().stream().map(Receiver::of).toList();
  }
}
