package vn.taivideonhanh.token;

import static java.util.stream.Collectors.groupingBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.token.TokenMessages.Checked;
import vn.taivideonhanh.token.TokenMessages.Close;
import vn.taivideonhanh.token.TokenMessages.Done;
import vn.taivideonhanh.token.TokenMessages.Keep;
import vn.taivideonhanh.token.TokenMessages.Present;
import vn.taivideonhanh.token.TokenMessages.Revoked;

/** Lets tokens in: checks them, gives and takes back stream slots, and turns revoked ones away. */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Vertx vertx;
  private final TokenSettings settings;
  private final TokenSigner signer;
  private final CheckTokenScript check;
  private final OpenStreamScript open;
  private final KeepStreamsScript keep;
  private final CloseStreamScript close;
  private final RevokeTokenScript revoke;

  Gate(Vertx vertx, TokenSettings settings, TokenSigner signer, TierLimits tiers) {
    var store = settings.store();
    var grace = settings.tokens().resumeGrace();
    this.vertx = vertx;
    this.settings = settings;
    this.signer = signer;
    this.check = new CheckTokenScript(store, grace);
    this.open = new OpenStreamScript(store, grace, settings.slotLease(), tiers);
    this.keep = new KeepStreamsScript(store, settings.slotLease());
    this.close = new CloseStreamScript(store);
    this.revoke = new RevokeTokenScript(store, settings.slotLease());
  }

  /** Reads a token that somebody shows; fails unless it was made here. */
  Future<Bearer> genuine(Present shown) {
    return signer
        .verify(shown.token())
        .map(claims -> Bearer.of(settings.prefix(), shown.token(), claims, shown.client()));
  }

  Future<Checked> check(Present shown) {
    return genuine(shown)
        .compose(bearer -> check.run(bearer, now()).map(held -> held.checked(bearer)));
  }

  Future<Checked> open(TokenMessages.Open request) {
    return genuine(new Present(request.token(), request.client()))
        .compose(bearer ->
            open.run(bearer, request.streamId(), now()).map(held -> held.checked(bearer)));
  }

  /** Keys of two persons need not live on the same Redis node: one script run for each person. */
  Future<Done> keep(Keep request) {
    var now = now();
    var byPerson =
        request.streams().stream().collect(groupingBy(stream -> stream.slot().personId()));
    var all =
        byPerson.entrySet().stream()
            .map(person ->
                keep.run(keys(person.getKey()), person.getValue(), now)
                    .onSuccess(gone -> gone.forEach(this::tellRevokedHere)))
            .toList();
    return Future.join(all).map(_ -> new Done());
  }

  Future<Done> close(Close request) {
    var stream = request.stream();
    return close.run(keys(stream.slot().personId()), stream, now()).map(_ -> new Done());
  }

  /**
   * Whoever holds a token may end it, from anywhere: that is what its owner needs when it leaks.
   */
  Future<Done> revoke(Present shown) {
    return genuine(shown)
        .compose(bearer -> {
          var now = now();
          return revoke.run(bearer, now).compose(ended -> ended(bearer, ended, now));
        });
  }

  /** Ends a token of which only the name is known. */
  Future<Done> drop(PersonKeys keys, String digest) {
    var now = now();
    var bearer = new Bearer(keys, digest, "", "", Long.MAX_VALUE);
    return revoke.run(bearer, now).compose(ended -> ended(bearer, ended, now));
  }

  private Future<Done> ended(Bearer bearer, List<String> ended, Moment now) {
    if (ended.isEmpty()) {
      return Future.failedFuture(
          bearer.expiresAt() <= now.millis() ? Refusal.expired() : Refusal.unknown());
    }
    ended.forEach(this::tellRevoked);
    return Future.succeededFuture(new Done());
  }

  /** Over Redis, too, which nodes that have lost the cluster still hear. */
  private void tellRevoked(String digest) {
    TokenMessages.REVOKED.tell(vertx, new Revoked(digest));
    settings
        .store()
        .send(Command.PUBLISH, revocations(), digest)
        .onSuccess(heard -> LOG.debug("{} nodes heard of a token that was revoked", heard))
        .onFailure(cause -> LOG.debug("a token was revoked, quietly: {}", cause.getMessage()));
  }

  /** Tells this node of what any node has revoked. */
  Future<?> hear() {
    return settings.store().subscribe(revocations(), this::tellRevokedHere);
  }

  private String revocations() {
    return settings.prefix() + ":tk:revoked";
  }

  /** Every node keeps its own streams, and so hears by itself what it may have missed. */
  private void tellRevokedHere(String digest) {
    TokenMessages.REVOKED.tellHere(vertx, new Revoked(digest));
  }

  private PersonKeys keys(String person) {
    return new PersonKeys(settings.prefix(), person);
  }

  private Moment now() {
    return new Moment(settings.clock().millis());
  }
}
