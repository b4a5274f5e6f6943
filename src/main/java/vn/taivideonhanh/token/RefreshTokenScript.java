package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.redis.RedisStore;

/** {@code refresh_token.lua}: puts a new token in the place of an old one. */
final class RefreshTokenScript {
  private final TokenScript script;
  private final AppConfig.Tokens limits;
  private final TierLimits tiers;

  RefreshTokenScript(RedisStore store, AppConfig.Tokens limits, TierLimits tiers) {
    this.script = TokenScript.of(store, "refresh_token");
    this.limits = limits;
    this.tiers = tiers;
  }

  /** Completes with what the new token is for and the counts that hold then. */
  Future<Refreshed> run(Bearer old, Bearer fresh, Moment now) {
    var keys = old.keys();
    return script
        .run(
            List.of(
                old.key(),
                fresh.key(),
                keys.live(),
                keys.hour(),
                keys.days(),
                keys.slots(),
                keys.kept()),
            List.of(
                now.text(),
                old.prefix(),
                old.agent(),
                limits.resumeGrace().toMillis(),
                old.digest(),
                fresh.digest(),
                fresh.expiresAt(),
                fresh.prefix(),
                fresh.agent(),
                limits.refreshLimit().toMillis(),
                now.day(),
                tiers.json(),
                TokenSettings.recordAge(limits).toMillis()))
        .compose(reply -> read(reply, old, now));
  }

  private static Future<Refreshed> read(Reply reply, Bearer old, Moment now) {
    return reply.ok()
        ? Future.succeededFuture(new Refreshed(Grant.parse(reply.word(1)), Counts.of(reply, 2)))
        : Future.failedFuture(Refusal.of(reply, old, now));
  }

  record Refreshed(Grant grant, Counts counts) {}
}
