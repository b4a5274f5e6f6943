package vn.taivideonhanh;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.SharedSecret;

/**
 * The first thing that a server asks of its Redis. Where both start together, or Redis reads a
 * large file first, it may come later: it is asked again for twelve times as long as one command
 * may take.
 */
final class FirstAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAnswer.class);
  private static final int TIMES = 12;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final AppConfig.Redis config;
  private final BooleanSupplier told;

  /**
   * For one start.
   *
   * @param told whether the server shall end, so that waiting is in vain
   */
  FirstAnswer(Vertx vertx, AppConfig.Redis config, BooleanSupplier told) {
    this.vertx = vertx;
    this.config = config;
    this.told = told;
  }

  /** The secret that all nodes share; fails with {@code UNAVAILABLE} when Redis does not come. */
  byte[] secret(RedisStore store) {
    var deadline = System.nanoTime() + config.timeout().multipliedBy(TIMES).toNanos();
    while (true) {
      try {
        return SharedSecret.of(store, config.prefix() + ":secret").await();
      } catch (Failure e) {
        if (e.code() != ProblemCode.UNAVAILABLE || told.getAsBoolean()) {
          throw e;
        }
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new Failure(
              ProblemCode.UNAVAILABLE,
              "Redis does not answer. Look whether it runs, and at redis.url and redis.password.");
        }
        LOG.warn(
            "Redis does not answer yet; asked for {} s more", TimeUnit.NANOSECONDS.toSeconds(left));
      }
      var pause = PAUSE.compareTo(config.timeout()) < 0 ? PAUSE : config.timeout();
      var _ = vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS).await();
    }
  }
}
