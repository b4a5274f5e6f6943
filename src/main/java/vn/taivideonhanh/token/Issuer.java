package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Planner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.token.TokenMessages.Client;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Usage;

/** Makes new tokens: plans what was chosen, signs, and stores when the limits allow it. */
final class Issuer {
  private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
  private static final Duration PROBE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final TokenSettings settings;
  private final TokenSigner signer;
  private final Tiers tiers;
  private final IssueTokenScript issue;
  private final RefreshTokenScript refresh;
  private final CountUsageScript count;

  Issuer(Vertx vertx, TokenSettings settings, TokenSigner signer, Tiers tiers) {
    this.vertx = vertx;
    this.settings = settings;
    this.signer = signer;
    this.tiers = tiers;
    this.issue = new IssueTokenScript(settings.store());
    this.refresh = new RefreshTokenScript(settings.store(), settings.tokens(), tiers);
    this.count = new CountUsageScript(settings.store());
  }

  Future<Issued> issue(Issue request) {
    return AnalysisMessages.FETCH
        .ask(vertx, new AnalysisMessages.Fetch(request.requestId()))
        .compose(found ->
            measured(Planner.plan(found.media(), request.choice()), request.who())
                .compose(
                    plan -> store(request, new Grant(request.who(), plan, found.analysedAt()))));
  }

  /** A new token for what the old one is for, bound to the same client if the old one was. */
  Future<Issued> refresh(Bearer old, Client client) {
    var now = now();
    var claims = Claims.issue(old.keys().person(), now, settings.tokens().lifetime());
    return signer
        .sign(claims)
        .compose(token ->
            refresh
                .run(old, Bearer.of(settings.prefix(), token, claims, client), now)
                .map(done ->
                    issued(
                        token,
                        claims,
                        done.grant().plan(),
                        usage(done.counts(), done.grant().who(), now))));
  }

  Future<Usage> usage(Identity who) {
    var now = now();
    return count
        .run(new PersonKeys(settings.prefix(), who.id()), now)
        .map(counts -> usage(counts, who, now));
  }

  private Future<Issued> store(Issue request, Grant grant) {
    var now = now();
    var who = request.who();
    var claims = Claims.issue(who.id(), now, settings.tokens().lifetime());
    return signer
        .sign(claims)
        .compose(token -> {
          var bearer = Bearer.of(settings.prefix(), token, claims, request.client());
          return issue
              .run(bearer.bound(request.bind()), grant, tiers.named(who.tier()), now)
              .map(counts -> issued(token, claims, grant.plan(), usage(counts, who, now)));
        });
  }

  private Issued issued(String token, Claims claims, StreamPlan plan, Usage usage) {
    var head = plan.head();
    return new Issued(
        token,
        claims.expiresAtMillis(),
        settings.fileName().apply(head),
        head.mediaType(),
        plan.lane(),
        head.size(),
        plan.resumable(),
        usage);
  }

  /** The plan with an exact length, where that is not known and can be had. */
  private Future<StreamPlan> measured(StreamPlan plan, Identity who) {
    if (!Exact.concerns(plan)) {
      return Future.succeededFuture(plan);
    }
    return usage(who)
        // Who will be refused anyway shall not make us visit a site.
        .compose(
            usage -> full(usage) ? Future.succeededFuture(Exact.unmeasured(plan)) : measure(plan));
  }

  private Future<StreamPlan> measure(StreamPlan plan) {
    return settings
        .measure()
        .apply(plan)
        .timeout(PROBE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> {
          LOG.debug("no exact length of what was chosen", cause);
          return Future.succeededFuture(Exact.unmeasured(plan));
        });
  }

  private static boolean full(Usage usage) {
    return reached(usage.tokens(), usage.tokensLimit())
        || reached(usage.hour(), usage.hourLimit())
        || reached(usage.day(), usage.dayLimit());
  }

  private static boolean reached(int count, @Nullable Integer limit) {
    return limit != null && count >= limit;
  }

  private Usage usage(Counts counts, Identity who, Moment now) {
    return counts.within(tiers.named(who.tier()), now);
  }

  private Moment now() {
    return new Moment(settings.clock().millis());
  }
}
