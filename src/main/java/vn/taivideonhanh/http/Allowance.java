package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Count;
import vn.taivideonhanh.token.TokenMessages.Usage;

/** Tells people what is left for them: in the head of each answer, and as JSON when asked. */
final class Allowance {
  private static final Logger LOG = LoggerFactory.getLogger(Allowance.class);

  /** A file shall not wait for long because of what only informs. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final Vertx vertx;
  private final HttpParts parts;
  private final RateLimits limits;
  private final Mode mode;

  Allowance(Vertx vertx, HttpParts parts, RateLimits limits) {
    this.vertx = vertx;
    this.parts = parts;
    this.limits = limits;
    this.mode = parts.config().accessMode();
  }

  void bind(Operations operations) {
    operations.on("usage", this::usage);
  }

  private Future<Void> usage(RoutingContext ctx) {
    return of(ctx).compose(view -> Answers.json(ctx, 200, view));
  }

  private Future<AllowanceView> of(RoutingContext ctx) {
    var who = Call.of(ctx).caller().who();
    return TokenMessages.USAGE
        .ask(vertx, new Count(who))
        .map(usage -> {
          limits.show(ctx.response(), usage);
          return AllowanceView.of(who, tier(who), usage);
        });
  }

  /** The same where it only informs: null when it cannot be had soon. */
  Future<@Nullable AllowanceView> ofOrNull(RoutingContext ctx) {
    return of(ctx)
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .<@Nullable AllowanceView>map(view -> view)
        .otherwiseEmpty();
  }

  /**
   * Whose a request is is known: its answer will tell what is left then, unless that is told by
   * whoever answers. Nothing is asked for who has no limits, and for strangers who may do nothing.
   */
  void tell(RoutingContext ctx) {
    tell(ctx, Call.of(ctx).caller().who());
  }

  /** The same for who has just been let in. */
  void tell(RoutingContext ctx, Identity who) {
    if (who.kind() != Identity.Kind.GUEST || mode != Mode.MEMBERS) {
      Call.of(ctx).telling(() -> show(ctx.response(), who));
    }
  }

  /** What is left for somebody, unless it is there already. Never fails. */
  Future<Void> show(HttpServerResponse response, Identity who) {
    if (response.headWritten() || RateLimits.shown(response) || !limits.concern(who)) {
      return Future.succeededFuture();
    }
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

  /** The same when it is known. */
  void show(HttpServerResponse response, Usage usage) {
    limits.show(response, usage);
  }

  /** The tier that a person has now. */
  Tier tier(Identity who) {
    return parts.tiers().named(who.tierAt(parts.clock().millis()));
  }
}
