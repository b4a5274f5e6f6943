package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Base64;

/** One key of the ring: signs and verifies with HMAC SHA-256 and nothing else. */
final class SigningKey {
  static final String ALGORITHM = "HS256";

  /** RFC 7518 section 3.2: no shorter than the hash. */
  static final int BYTES = 32;

  private static final JWTOptions OPTIONS =
      new JWTOptions()
          .setAlgorithm(ALGORITHM)
          .setNoTimestamp(true)
          .addAudience(Claims.AUDIENCE)
          // A begun download may be resumed for a while longer; the record decides.
          .setIgnoreExpiration(true);

  private final String kid;
  private final JWTAuth auth;

  SigningKey(Vertx vertx, String kid, String secret) {
    var bytes = Base64.getUrlDecoder().decode(secret);
    if (bytes.length < BYTES) {
      throw new IllegalStateException("a signing key in Redis has " + bytes.length + " bytes");
    }
    this.kid = kid;
    this.auth =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions()
                        .setId(kid)
                        .setAlgorithm(ALGORITHM)
                        .setBuffer(Buffer.buffer(bytes)))
                .setJWTOptions(OPTIONS));
  }

  String kid() {
    return kid;
  }

  String sign(Claims claims) {
    return auth.generateToken(claims.payload(), OPTIONS);
  }

  /** The payload of a token that this key signed; fails for any other. */
  Future<JsonObject> verify(String token) {
    return auth.authenticate(new TokenCredentials(token))
        .map(user -> user.attributes().getJsonObject("accessToken"));
  }
}
