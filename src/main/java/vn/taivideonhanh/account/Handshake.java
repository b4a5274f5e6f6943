package vn.taivideonhanh.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.OidcMessages.Owner;
import vn.taivideonhanh.oidc.Challenge;

/**
 * What a browser keeps while its owner logs in at the provider: a random word with the server's
 * seal. State, nonce and verifier are derived from it with the server's secret, so that nothing is
 * stored for those who begin and do not end, and any node can end what another began.
 *
 * @param owner whose account is to be linked; null for a login
 * @param ends epoch milliseconds
 */
record Handshake(String text, @Nullable Owner owner, long ends) {
  static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int RANDOM_LENGTH = 32;
  private static final int LONGEST = 512;
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]{43})");

  static Handshake fresh(byte[] secret, @Nullable Owner owner, long now) {
    var ends = now + LIFETIME.toMillis();
    var body = new JsonObject().put("random", Secrets.random(RANDOM_LENGTH)).put("ends", ends);
    if (owner != null) {
      body.put("person", owner.personId()).put("session", owner.sessionId());
    }
    var sealed = coded(body.encode().getBytes(UTF_8));
    return new Handshake(sealed + "." + word(secret, "seal", sealed), owner, ends);
  }

  /** Reads one; null for what was not made here, or is over. */
  static @Nullable Handshake parse(byte[] secret, String text, long now) {
    var form = FORM.matcher(text.length() > LONGEST ? "" : text);
    if (!form.matches() || !same(word(secret, "seal", form.group(1)), form.group(2))) {
      return null;
    }
    var body = new JsonObject(new String(Base64.getUrlDecoder().decode(form.group(1)), UTF_8));
    var person = body.getString("person");
    var session = body.getString("session");
    var owner = person == null || session == null ? null : new Owner(person, session);
    var ends = body.getLong("ends");
    return now < ends ? new Handshake(text, owner, ends) : null;
  }

  Challenge challenge(byte[] secret) {
    return new Challenge(
        word(secret, "state", text), word(secret, "nonce", text), word(secret, "verifier", text));
  }

  /** Whether a state that came back is that of this one. */
  boolean has(byte[] secret, String state) {
    return same(word(secret, "state", text), state);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  private static String word(byte[] secret, String use, String text) {
    return coded(Secrets.mac(secret, "handshake " + use + " " + text));
  }

  private static String coded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** No secret in a log. */
  @Override
  public String toString() {
    return "a handshake";
  }
}
