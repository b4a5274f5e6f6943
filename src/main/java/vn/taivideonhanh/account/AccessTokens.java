package vn.taivideonhanh.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JWTs (RFC 7519, RFC 9068) that a session is known by for a quarter of an hour: of one
 * algorithm, HS256, with a key for each week that all nodes derive from their shared secret. What a
 * token says is who and which session; what they may do is read with each request.
 */
final class AccessTokens {
  static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final String AUDIENCE = "api";
  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final int MAX_LENGTH = 1024;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]{43})");

  private final byte[] secret;

  AccessTokens(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("the secret must have 32 bytes at least");
    }
    this.secret = secret.clone();
  }

  String issue(String person, String session, long now) {
    var week = now / WEEK;
    var payload =
        new JsonObject()
            .put("aud", AUDIENCE)
            .put("sub", person)
            .put("sid", session)
            .put("jti", Ticket.newItem())
            .put("iat", now / 1000)
            .put("exp", (now + LIFETIME.toMillis()) / 1000);
    var signed = header(week) + "." + coded(payload.encode());
    return signed + "." + signature(week, signed);
  }

  /** Whose token that is; null for one that was not made here, or is over. */
  @Nullable Bearer verify(String token, long now) {
    var form = FORM.matcher(token.length() > MAX_LENGTH ? "" : token);
    if (!form.matches()) {
      return null;
    }
    for (var week : new long[] {now / WEEK, now / WEEK - 1}) {
      var signed = form.group(1) + "." + form.group(2);
      if (form.group(1).equals(header(week))
          && MessageDigest.isEqual(
              signature(week, signed).getBytes(UTF_8), form.group(3).getBytes(UTF_8))) {
        return read(form.group(2), now);
      }
    }
    return null;
  }

  private static @Nullable Bearer read(String coded, long now) {
    try {
      var payload = new JsonObject(new String(Base64.getUrlDecoder().decode(coded), UTF_8));
      return AUDIENCE.equals(payload.getString("aud")) && now < payload.getLong("exp", 0L) * 1000
          ? new Bearer(payload.getString("sub", ""), payload.getString("sid", ""))
          : null;
    } catch (IllegalArgumentException | DecodeException | ClassCastException _) {
      return null;
    }
  }

  private static String header(long week) {
    return coded("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"" + week + "\"}");
  }

  private String signature(long week, String text) {
    var key = Secrets.mac(secret, "access tokens of week " + week);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.mac(key, text));
  }

  private static String coded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** Who shows a token, and the session it was made in. */
  record Bearer(String person, String session) {}
}
