package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Count;

/** Tells people what is left for them: in the head of each answer, and as JSON when asked. */
final class Allowance {
  private static final Logger LOG = LoggerFactory.getLogger(Allowance.class);

  /** Whose requests are about what is limited. */
  private static final List<String> LIMITED = List.of("/api/streaming/", "/api/auth/me");

  /** Pages load these by the dozen, and streams say whose they are only when they are open. */
  private static final List<String> SILENT =
      List.of("/api/streaming/stream/", "/api/streaming/analyze/{requestId}/thumbnail");

  /** A file shall not wait for long because of what only informs. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final Vertx vertx;
  private final HttpParts parts;
  private final RateLimits limits;

  Allowance(Vertx vertx, HttpParts parts, RateLimits limits) {
    this.vertx = vertx;
    this.parts = parts;
    this.limits = limits;
  }

  void bind(Operations operations) {
    operations.on("usage", this::usage);
  }

  private Future<Void> usage(RoutingContext ctx) {
    return of(Call.of(ctx).caller().who()).compose(view -> Answers.json(ctx, 200, view));
  }

  private Future<AllowanceView> of(Identity who) {
    return TokenMessages.USAGE
        .ask(vertx, new Count(who))
        .map(usage -> AllowanceView.of(who, tier(who), usage));
  }

  /** The same where it only informs: null when it cannot be had soon. */
  Future<@Nullable AllowanceView> ofOrNull(Identity who) {
    return of(who)
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .<@Nullable AllowanceView>map(view -> view)
        .otherwiseEmpty();
  }

  /** Before an answer: what is left for its caller. Never fails. */
  Future<Void> show(RoutingContext ctx) {
    var call = Call.of(ctx);
    return LIMITED.stream().anyMatch(call.template()::startsWith)
            && SILENT.stream().noneMatch(call.template()::startsWith)
        ? show(ctx.response(), call.caller().who())
        : Future.succeededFuture();
  }

  /** The same for somebody else than the caller. */
  Future<Void> show(HttpServerResponse response, Identity who) {
    return TokenMessages.USAGE
        .ask(vertx, new Count(who))
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(usage -> {
          if (!response.headWritten()) {
            limits.show(response, usage);
          }
        })
        .onFailure(cause -> LOG.debug("what is left is not told: {}", cause.getMessage()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** The tier that a person has now. */
  Tier tier(Identity who) {
    return parts.tiers().named(who.tierAt(parts.clock().millis()));
  }
}
