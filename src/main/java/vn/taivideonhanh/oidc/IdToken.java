package vn.taivideonhanh.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Oidc;

/**
 * What an ID token must say (OpenID Connect Core 1.0, section 3.1.3.7), besides being signed.
 *
 * @param nonce that it must bring back
 * @param now epoch milliseconds
 */
record IdToken(Oidc config, String issuer, String nonce, long now) {
  /** How far two clocks may be apart. */
  private static final long SKEW = 60;

  private static final int LONGEST = 16 * 1024;
  private static final int LONGEST_ID = 255;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /** Signatures that only the provider can make; one of a shared secret, or none, is no proof. */
  private static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  /** Whether that is a JWT that is signed in a way that counts. */
  static boolean isSigned(String token) {
    var form = FORM.matcher(token.length() > LONGEST ? "" : token);
    if (!form.matches()) {
      return false;
    }
    try {
      var header = new JsonObject(new String(Base64.getUrlDecoder().decode(form.group(1)), UTF_8));
      return header.getValue("alg") instanceof String algorithm && ALGORITHMS.contains(algorithm);
    } catch (IllegalArgumentException | DecodeException _) {
      return false;
    }
  }

  /** Whom it vouches for; null when a claim is not what it must be. */
  @Nullable Subject subject(JsonObject claims) {
    try {
      return isForUs(claims) ? read(claims) : null;
    } catch (ClassCastException _) {
      return null;
    }
  }

  private boolean isForUs(JsonObject claims) {
    var audience = texts(claims.getValue("aud"));
    var party = claims.getString("azp");
    var id = claims.getString("sub", "");
    return issuer.equals(claims.getString("iss"))
        && config.clientId() != null
        && audience.contains(config.clientId())
        && (party == null ? audience.size() == 1 : party.equals(config.clientId()))
        && nonce.equals(claims.getString("nonce"))
        && now / 1000 < claims.getLong("exp", 0L) + SKEW
        && claims.getLong("iat", Long.MAX_VALUE) <= now / 1000 + SKEW
        && claims.getLong("nbf", 0L) <= now / 1000 + SKEW
        && !id.isEmpty()
        && id.length() <= LONGEST_ID;
  }

  private Subject read(JsonObject claims) {
    var vouched = !Boolean.FALSE.equals(claims.getValue("email_verified"));
    return new Subject(
        issuer,
        claims.getString("sub"),
        text(claims, config.nameClaim()),
        vouched ? text(claims, config.emailClaim()) : null,
        config.adminClaim() != null
            && texts(claims.getValue(config.adminClaim())).contains(config.adminValue()),
        texts(claims.getValue("amr")).contains("mfa"));
  }

  private static @Nullable String text(JsonObject claims, String name) {
    return claims.getValue(name) instanceof String text ? text : null;
  }

  /** A claim may be a text or a list of them. */
  private static List<String> texts(@Nullable Object claim) {
    return switch (claim) {
      case String one -> List.of(one);
      case JsonArray many ->
          many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }
}
