package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The two keys that tokens are signed with: the current one and the one before it. They live in
 * Redis, so that every node, and every node after a restart, knows the same; here they are kept for
 * a few minutes.
 */
final class KeyRing {
  private static final long KEPT = Duration.ofMinutes(5).toMillis();

  /** How soon an unknown key name may send us to Redis again: anybody can make up such a name. */
  private static final long PAUSE = Duration.ofSeconds(1).toMillis();

  private final Vertx vertx;
  private final TurnKeysScript turn;
  private final InstantSource clock;
  private volatile @Nullable Ring ring;
  private volatile @Nullable Future<Ring> loading;

  KeyRing(Vertx vertx, TurnKeysScript turn, InstantSource clock) {
    this.vertx = vertx;
    this.turn = turn;
    this.clock = clock;
  }

  /** The key to sign with. */
  Future<SigningKey> current() {
    return ring(KEPT).map(Ring::current);
  }

  /** The key of that name; the future holds null when there is none. */
  Future<@Nullable SigningKey> named(String kid) {
    return ring(KEPT)
        .compose(known -> known.named(kid) != null ? Future.succeededFuture(known) : ring(PAUSE))
        .map(known -> known.named(kid));
  }

  private Future<Ring> ring(long maxAge) {
    var now = clock.millis();
    var known = ring;
    if (known != null && now < known.loadedAt + maxAge) {
      return Future.succeededFuture(known);
    }
    var current = loading;
    if (current == null || current.isComplete()) {
      current = load(now);
      loading = current;
    }
    return current;
  }

  private Future<Ring> load(long now) {
    return turn.run(now)
        .map(keys -> {
          var old =
              keys.oldKid().isEmpty()
                  ? null
                  : new SigningKey(vertx, keys.oldKid(), keys.oldSecret());
          var loaded = new Ring(new SigningKey(vertx, keys.kid(), keys.secret()), old, now);
          ring = loaded;
          return loaded;
        });
  }

  private record Ring(SigningKey current, @Nullable SigningKey old, long loadedAt) {
    @Nullable SigningKey named(String kid) {
      if (current.kid().equals(kid)) {
        return current;
      }
      return old != null && old.kid().equals(kid) ? old : null;
    }
  }
}
