package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.redis.RedisStore;

/** {@code issue_token.lua}: stores a token when the person's limits allow it. */
final class IssueTokenScript {
  private final TokenScript script;
  private final AppConfig.Tokens limits;

  IssueTokenScript(RedisStore store, AppConfig.Tokens limits) {
    this.limits = limits;
    this.script = TokenScript.of(store, "issue_token");
  }

  /** Completes with the counts that hold then, or fails with the limit that is reached. */
  Future<Counts> run(Bearer token, Grant grant, Tier tier, Moment now) {
    var keys = token.keys();
    var until = grant.who().tierUntil();
    return script
        .run(
            List.of(
                token.key(),
                keys.live(),
                keys.hour(),
                keys.days(),
                keys.slots(),
                keys.kept(),
                keys.left()),
            List.of(
                now.text(),
                token.digest(),
                token.expiresAt(),
                grant.json(),
                grant.who().tier(),
                token.prefix(),
                token.agent(),
                limit(tier.tokensAtOnce()),
                limit(tier.tokensPerHour()),
                limit(tier.downloadsPerDay()),
                now.day(),
                now.dayEnd(),
                grant.downloads(),
                grant.bytes(),
                limit(tier.dayBytes()),
                until == null ? "" : until,
                TokenSettings.recordAge(limits).toMillis()))
        .compose(reply ->
            reply.ok()
                ? Future.succeededFuture(Counts.of(reply, 1))
                : Future.failedFuture(Refusal.limit(reply)));
  }

  private static String limit(@Nullable Number limit) {
    return limit == null ? "" : limit.toString();
  }
}
