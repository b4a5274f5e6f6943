package vn.taivideonhanh.token;

import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a token says of itself (RFC 7519 section 4.1): nothing that tells who or what it is for.
 *
 * @param person the id of an {@code Identity}, the claim {@code sub}
 * @param jti 128 random bits, base64url
 * @param issuedAt seconds since the epoch
 * @param expiresAt seconds since the epoch
 */
record Claims(String person, String jti, long issuedAt, long expiresAt) {
  static final String AUDIENCE = "stream";

  /** A token that claims to live longer was not made by any version of this program. */
  static final Duration CEILING = Duration.ofDays(1);

  /** The kind of token, so that no other kind is ever taken for one (RFC 8725 section 3.11). */
  private static final String KIND = "st+jwt";

  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern JTI = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Claims of a new token. */
  static Claims issue(String person, Moment now, Duration lifetime) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var jti = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var issuedAt = now.millis() / 1000;
    return new Claims(person, jti, issuedAt, issuedAt + lifetime.toSeconds());
  }

  /** Reads the payload of a token whose signature and audience hold; empty when it is not ours. */
  static Optional<Claims> of(JsonObject payload) {
    if (!KIND.equals(payload.getValue("typ"))
        || !(payload.getValue("sub") instanceof String person)
        || !PERSON.matcher(person).matches()
        || !(payload.getValue("jti") instanceof String jti)
        || !JTI.matcher(jti).matches()
        || !(payload.getValue("iat") instanceof Number issuedAt)
        || !(payload.getValue("exp") instanceof Number expiresAt)) {
      return Optional.empty();
    }
    var claims = new Claims(person, jti, issuedAt.longValue(), expiresAt.longValue());
    var lifetime = claims.expiresAt - claims.issuedAt;
    return lifetime > 0 && lifetime <= CEILING.toSeconds() ? Optional.of(claims) : Optional.empty();
  }

  JsonObject payload() {
    return new JsonObject()
        .put("typ", KIND)
        .put("sub", person)
        .put("jti", jti)
        .put("iat", issuedAt)
        .put("exp", expiresAt);
  }

  long expiresAtMillis() {
    return expiresAt * 1000;
  }
}
