package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.config.Tiers;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Planner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Client;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Pack;
import vn.taivideonhanh.token.TokenMessages.Usage;

/** Makes new tokens: plans what was chosen, signs, and stores when the limits allow it. */
final class Issuer {
  private final Vertx vertx;
  private final TokenSettings settings;
  private final TokenSigner signer;
  private final Tiers tiers;
  private final IssueTokenScript issue;
  private final RefreshTokenScript refresh;
  private final CountUsageScript count;
  private final Measure measure;
  private final Packer packer;

  Issuer(Vertx vertx, TokenSettings settings, TokenSigner signer, Tiers tiers) {
    this.vertx = vertx;
    this.settings = settings;
    this.signer = signer;
    this.tiers = tiers;
    this.issue = new IssueTokenScript(settings.store(), settings.tokens());
    this.refresh =
        new RefreshTokenScript(settings.store(), settings.tokens(), new TierLimits(tiers));
    this.count = new CountUsageScript(settings.store());
    this.measure = new Measure(settings.measure());
    this.packer = new Packer(vertx, measure, settings.fileName());
  }

  Future<Issued> issue(Issue request) {
    return AnalysisMessages.FETCH
        .ask(vertx, new AnalysisMessages.Fetch(request.requestId()))
        .compose(found -> {
          var choice = ChoiceCheck.of(found.media(), request.choice());
          TierCheck.choice(tier(request.who()), found.media(), choice);
          var plan = Planner.plan(found.media(), choice);
          TierCheck.length(tier(request.who()), plan);
          return measured(plan, request.who())
              .map(measured -> new Grant(request.who(), measured, found.analysedAt()));
        })
        .compose(grant -> store(grant, request.client(), request.bind()));
  }

  Future<Issued> pack(Pack request) {
    var selection = request.selection();
    TierCheck.preset(tier(request.who()), selection.preset());
    return usage(request.who())
        .compose(usage -> packer.pack(selection, !full(usage, selection.requestIds().size())))
        .map(plan -> {
          TierCheck.length(tier(request.who()), plan);
          return new Grant(request.who(), plan, now().millis());
        })
        .compose(grant -> store(grant, request.client(), request.bind()));
  }

  private Future<StreamPlan> measured(StreamPlan plan, Identity who) {
    return Exact.concerns(plan)
        ? usage(who)
            .compose(usage ->
                full(usage, 1) ? Future.succeededFuture(Exact.unmeasured(plan)) : measure.of(plan))
        : Future.succeededFuture(plan);
  }

  /** Who will be refused anyway shall not make us visit a site. */
  private static boolean full(Usage usage, int downloads) {
    return reached(usage.tokens() + 1, usage.tokensLimit())
        || reached(usage.hour() + 1, usage.hourLimit())
        || reached(usage.day() + downloads, usage.dayLimit())
        || (usage.dayBytesLimit() != null && usage.dayBytes() >= usage.dayBytesLimit());
  }

  private static boolean reached(int count, @Nullable Integer limit) {
    return limit != null && count > limit;
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

  private Future<Issued> store(Grant grant, Client client, Bind bind) {
    var now = now();
    var who = grant.who();
    var claims = Claims.issue(who.id(), now, settings.tokens().lifetime());
    return signer
        .sign(claims)
        .compose(token -> {
          var bearer = Bearer.of(settings.prefix(), token, claims, client);
          return issue
              .run(bearer.bound(bind), grant, tier(who), now)
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

  private Usage usage(Counts counts, Identity who, Moment now) {
    var name = who.tierAt(now.millis());
    return counts.within(name, tiers.named(name), now);
  }

  private Tier tier(Identity who) {
    return tiers.named(who.tierAt(now().millis()));
  }

  private Moment now() {
    return new Moment(settings.clock().millis());
  }
}
