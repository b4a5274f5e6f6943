package vn.taivideonhanh.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.List;
import java.util.Set;

/**
 * The keys of a provider (RFC 7517) at one time.
 *
 * @param readAt epoch milliseconds
 */
record KeySet(JWTAuth keys, long readAt) {
  private static final Set<String> ASYMMETRIC = Set.of("RSA", "EC", "OKP");

  static KeySet of(Vertx vertx, JsonObject document, long now) {
    var usable =
        document.getJsonArray("keys", new JsonArray()).stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .filter(KeySet::signs)
            .toList();
    if (usable.isEmpty()) {
      // Without a key the library would take what is not signed.
      throw Answers.unavailable("It shows no key to check signatures with.");
    }
    // What a token says of time is judged with the rest of its claims.
    var options = new JWTOptions().setIgnoreExpiration(true);
    var all = new JWTAuthOptions().setJwks(usable).setJWTOptions(options);
    return new KeySet(JWTAuth.create(vertx, all), now);
  }

  private static boolean signs(JsonObject key) {
    return ASYMMETRIC.contains(key.getString("kty", ""))
        && List.of("sig", "").contains(key.getString("use", ""));
  }

  /** The claims of a token that one of these keys signed. */
  Future<JsonObject> claims(String token) {
    return keys.authenticate(new TokenCredentials(token))
        .map(user -> user.attributes().getJsonObject("accessToken"));
  }
}
