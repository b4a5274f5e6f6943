package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.stream.Stream;
import vn.taivideonhanh.config.Tiers;

/**
 * Answers {@link TokenMessages}. All that it knows is in Redis, so that any number of them, on any
 * nodes, know the same, and so does one that starts anew. Runs on an event loop: each answer is one
 * round trip to Redis.
 */
public final class TokenVerticle extends VerticleBase {
  private final TokenSettings settings;

  public TokenVerticle(TokenSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    var tiers = new Tiers(settings.tiers());
    var age = TokenSettings.keyAge(settings.tokens());
    var turn = new TurnKeysScript(settings.store(), settings.prefix(), age);
    var keys = new KeyRing(vertx, turn, settings.clock());
    var signer = new TokenSigner(keys);
    return keys.current().compose(_ -> serve(signer, tiers));
  }

  private Future<?> serve(TokenSigner signer, Tiers tiers) {
    var gate = new Gate(vertx, settings, signer, new TierLimits(tiers));
    var issuer = new Issuer(vertx, settings, signer, tiers);
    var foresight = new Foresight(vertx, settings);
    var holdings = new Holdings(settings, gate, issuer);
    return gate.hear()
        .compose(_ ->
            Future.all(
                Stream.of(
                        TokenMessages.ISSUE.serve(vertx, issuer::issue),
                        TokenMessages.PACK.serve(vertx, issuer::pack),
                        TokenMessages.PLAN.serve(vertx, foresight::of),
                        TokenMessages.REFRESH.serve(
                            vertx,
                            shown ->
                                gate.genuine(shown)
                                    .compose(old -> issuer.refresh(old, shown.client()))),
                        TokenMessages.REVOKE.serve(vertx, gate::revoke),
                        TokenMessages.CHECK.serve(vertx, gate::check),
                        TokenMessages.OPEN.serve(vertx, gate::open),
                        TokenMessages.KEEP.serve(vertx, gate::keep),
                        TokenMessages.CLOSE.serve(vertx, gate::close),
                        TokenMessages.LIST.serve(vertx, holdings::list),
                        TokenMessages.DROP.serve(vertx, holdings::drop),
                        TokenMessages.RENEW.serve(vertx, holdings::renew),
                        TokenMessages.EXPORT.serve(vertx, holdings::export),
                        TokenMessages.PURGE.serve(vertx, holdings::purge),
                        TokenMessages.USAGE.serve(vertx, count -> issuer.usage(count.who())))
                    .map(MessageConsumer::completion)
                    .toList()));
  }
}
