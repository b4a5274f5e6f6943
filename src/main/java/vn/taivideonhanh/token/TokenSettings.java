package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.redis.RedisStore;

/**
 * All that a {@link TokenVerticle} needs.
 *
 * @param prefix of every Redis key
 * @param slotLease how long a stream slot outlives a node that died
 * @param tiers asked at each use, since limits may change while the program runs
 * @param fileName names the file of a plan
 * @param measure asks sites for what makes a plan's length exact, and gives the plan that comes of
 *     it; the same one when nothing does
 * @param foresee the same for one that nobody may want: where much would have to be read, it tells
 *     what can be known before
 */
public record TokenSettings(
    RedisStore store,
    String prefix,
    AppConfig.Tokens tokens,
    Duration slotLease,
    Supplier<Map<String, Tier>> tiers,
    InstantSource clock,
    Function<StreamPlan.Head, String> fileName,
    Function<StreamPlan, Future<StreamPlan>> measure,
    Function<StreamPlan, Future<StreamPlan>> foresee) {

  private static final Duration WEEK = Duration.ofDays(7);

  public TokenSettings {
    if (tokens.lifetime().compareTo(Claims.CEILING) > 0
        || tokens.lifetime().compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ConfigException("tokens.lifetime", "must be from 1s to 24h");
    }
  }

  /** The longest that the record of a token is there: what the scripts make it, and a minute. */
  static Duration recordAge(AppConfig.Tokens tokens) {
    return tokens.lifetime().plus(tokens.resumeGrace()).plusMinutes(2);
  }

  /** A week, or longer where tokens are: a key verifies for one more such time, then is gone. */
  static Duration keyAge(AppConfig.Tokens tokens) {
    var longest = tokens.lifetime().plus(tokens.resumeGrace()).plusHours(1);
    return longest.compareTo(WEEK) > 0 ? longest : WEEK;
  }
}
