package vn.taivideonhanh.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;

/**
 * Makes and reads tokens: JWTs (RFC 7519) of one algorithm and two keys. A token that was not made
 * here fails with {@code TOKEN_NOT_FOUND}, whatever is wrong with it, so that a forger learns
 * nothing. Whether a genuine one still holds, its record says.
 */
final class TokenSigner {
  private static final int MAX_LENGTH = 1024;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");

  /** Nothing else is ever written: no key, and no address of one, comes with a token. */
  private static final Set<String> HEADER = Set.of("typ", "alg", "kid");

  private final KeyRing keys;

  TokenSigner(KeyRing keys) {
    this.keys = keys;
  }

  Future<String> sign(Claims claims) {
    return keys.current().map(key -> key.sign(claims));
  }

  Future<Claims> verify(String token) {
    var kid = kid(token);
    if (kid == null) {
      return Future.failedFuture(Refusal.unknown());
    }
    return keys.named(kid)
        .compose(key -> key == null ? Future.failedFuture(Refusal.unknown()) : key.verify(token))
        .map(Claims::of)
        .map(Optional::orElseThrow)
        .recover(
            cause -> Future.failedFuture(cause instanceof Failure ? cause : Refusal.unknown()));
  }

  private static @Nullable String kid(String token) {
    if (token.length() > MAX_LENGTH) {
      return null;
    }
    var form = FORM.matcher(token);
    if (!form.matches()) {
      return null;
    }
    try {
      var header = new JsonObject(new String(Base64.getUrlDecoder().decode(form.group(1)), UTF_8));
      var ours =
          header.fieldNames().equals(HEADER)
              && SigningKey.ALGORITHM.equals(header.getValue("alg"))
              && "JWT".equals(header.getValue("typ"));
      return ours && header.getValue("kid") instanceof String kid ? kid : null;
    } catch (IllegalArgumentException | DecodeException _) {
      return null;
    }
  }
}
