package vn.taivideonhanh.http;

import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.config.Tiers;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.token.TokenMessages.Usage;

/**
 * Tells what is left of a person's limits: {@code RateLimit} and {@code RateLimit-Policy}
 * (draft-ietf-httpapi-ratelimit-headers-10), and {@code Retry-After} (RFC 9110 section 10.2.3).
 */
final class RateLimits {
  private static final Policy DAY = new Policy("day", 86_400, null);
  private static final Policy BYTES = new Policy("day-bytes", 86_400, "content-bytes");
  private static final Policy HOUR = new Policy("hour", 3_600, null);
  private static final Policy LINKS = new Policy("links", null, "concurrent-requests");
  private static final Policy STREAMS = new Policy("streams", null, "concurrent-requests");

  private final Tiers tiers;
  private final InstantSource clock;

  RateLimits(Tiers tiers, InstantSource clock) {
    this.tiers = tiers;
    this.clock = clock;
  }

  /** Whether a person has any limits of which something is left. */
  boolean concern(Identity who) {
    var tier = tiers.named(who.tierAt(clock.millis()));
    return tier.downloadsPerDay() != null
        || tier.dayMiB() != null
        || tier.tokensAtOnce() != null
        || tier.tokensPerHour() != null
        || tier.streamsAtOnce() != null;
  }

  /** Whether an answer tells something already. */
  static boolean shown(HttpServerResponse response) {
    return response.headers().contains("RateLimit");
  }

  /** On any answer to the person whose usage it is. */
  void show(HttpServerResponse response, Usage usage) {
    var policies = new ArrayList<String>();
    var states = new ArrayList<String>();
    var untilReset = Math.max(0, usage.dayResetsAt() - clock.millis());
    var reset = seconds(untilReset);
    add(policies, states, new State(DAY, usage.dayLimit(), usage.day(), reset));
    add(policies, states, new State(BYTES, usage.dayBytesLimit(), usage.dayBytes(), reset));
    var eases = usage.hourEasesAt();
    var ease = eases == null ? null : seconds(Math.max(0, eases - clock.millis()));
    add(policies, states, new State(HOUR, usage.hourLimit(), usage.hour(), ease));
    add(policies, states, new State(LINKS, usage.tokensLimit(), usage.tokens(), null));
    add(policies, states, new State(STREAMS, usage.streamsLimit(), usage.streams(), null));
    if (!policies.isEmpty()) {
      response.putHeader("RateLimit-Policy", String.join(", ", policies));
      response.putHeader("RateLimit", String.join(", ", states));
    }
  }

  private static void add(List<String> policies, List<String> states, State state) {
    if (state.limit != null) {
      policies.add(state.policy.text(state.limit));
      states.add(state.text(state.limit));
    }
  }

  /** On an answer that refuses. */
  void explain(HttpServerResponse response, Failure failure, Identity who) {
    var wait = failure.retryAfter();
    if (wait != null) {
      response.putHeader("Retry-After", Long.toString(seconds(wait.toMillis())));
    }
    var limit = limit(failure, tiers.named(who.tierAt(clock.millis())));
    if (limit != null && limit.limit != null) {
      var reset = wait == null ? null : seconds(wait.toMillis());
      var state = new State(limit.policy, limit.limit, limit.limit.longValue(), reset);
      response.putHeader("RateLimit-Policy", limit.policy.text(limit.limit));
      response.putHeader("RateLimit", state.text(limit.limit));
    }
  }

  private static @Nullable State limit(Failure failure, Tier tier) {
    return switch (failure.code()) {
      case DAILY_LIMIT -> new State(DAY, tier.downloadsPerDay(), 0, null);
      case DAILY_BYTES -> new State(BYTES, tier.dayBytes(), 0, null);
      case TOO_MANY_TOKENS_THIS_HOUR -> new State(HOUR, tier.tokensPerHour(), 0, null);
      case TOO_MANY_TOKENS -> new State(LINKS, tier.tokensAtOnce(), 0, null);
      case TOO_MANY_STREAMS -> new State(STREAMS, tier.streamsAtOnce(), 0, null);
      default -> null;
    };
  }

  /** Rounded up: who waits that long is never too early. */
  private static long seconds(long millis) {
    return Duration.ofMillis(millis + 999).toSeconds();
  }

  private record Policy(String name, @Nullable Integer windowSeconds, @Nullable String unit) {
    String text(Number limit) {
      var quota = unit == null ? "" : ";qu=\"" + unit + "\"";
      var window = windowSeconds == null ? "" : ";w=" + windowSeconds;
      return "\"" + name + "\";q=" + limit + quota + window;
    }
  }

  private record State(
      Policy policy, @Nullable Number limit, long used, @Nullable Long resetSeconds) {
    String text(Number most) {
      var reset = resetSeconds == null ? "" : ";t=" + resetSeconds;
      return "\"" + policy.name + "\";r=" + Math.max(0, most.longValue() - used) + reset;
    }
  }
}
