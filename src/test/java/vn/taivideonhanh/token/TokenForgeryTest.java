package vn.taivideonhanh.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Tokens that were not made here: each is as unknown as a random one, whatever is wrong with it.
 */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TokenForgeryTest {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private TokenDesk desk;
  private RedisStore store;
  private String[] genuine;

  @BeforeEach
  void start(Vertx vertx, RedisStore given) {
    store = given;
    desk = new TokenDesk(vertx, given).start();
    genuine = desk.issue().split("\\.");
  }

  @Test
  void a_token_names_nothing_but_a_person_and_times() {
    assertThat(decoded(genuine[0]).fieldNames()).containsExactlyInAnyOrder("typ", "alg", "kid");
    var claims = decoded(genuine[1]);
    assertThat(claims.fieldNames())
        .containsExactlyInAnyOrder("typ", "sub", "jti", "iat", "exp", "aud");
    assertThat(claims.getString("typ")).isEqualTo("st+jwt");
    assertThat(claims.getString("aud")).isEqualTo("stream");
    assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(1800);
  }

  @Test
  void redis_holds_neither_tokens_nor_addresses_nor_programs() {
    var dump = new StringBuilder();
    for (var key : store.send(Command.KEYS, "t:tk:{*").await()) {
      dump.append(key).append(store.send(Command.DUMP, key.toString()).await());
    }
    assertThat(dump.toString())
        .doesNotContain(genuine[1], genuine[2], TokenDesk.HOME.prefix(), TokenDesk.HOME.agent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.b.c",
        "none",
        "%00",
        "eyJhbGciOiJub25lIn0.e30.",
        "eyJhbGciOiJub25lIn0.e30"
      })
  void refuses_what_is_no_token(String text) {
    assertUnknown(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS384", "HS512", "RS256", "ES256", ""})
  void refuses_every_other_algorithm(String algorithm) {
    var header = decoded(genuine[0]).put("alg", algorithm);
    assertUnknown(join(encoded(header), genuine[1], genuine[2]));
    assertUnknown(join(encoded(header), genuine[1], ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "../../keys", "t:tk:keys", "' OR 1=1", "00000000"})
  void refuses_keys_that_it_does_not_know(String kid) {
    assertUnknown(join(encoded(decoded(genuine[0]).put("kid", kid)), genuine[1], genuine[2]));
  }

  @Test
  void refuses_headers_that_bring_their_own_key() {
    for (var name : new String[] {"jwk", "jku", "x5u", "x5c", "crit"}) {
      assertUnknown(join(encoded(decoded(genuine[0]).put(name, "x")), genuine[1], genuine[2]));
    }
    assertUnknown(join(encoded(decoded(genuine[0]).put("kid", 1)), genuine[1], genuine[2]));
    assertUnknown(join(encoded(decoded(genuine[0]).put("typ", "at+jwt")), genuine[1], genuine[2]));
  }

  @Test
  void refuses_other_spellings_of_a_genuine_signature() {
    var whole = join(genuine);
    assertThat(desk.check(whole).await().digest()).isEqualTo(Digests.of(whole));
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    var last = whole.substring(whole.length() - 1);
    for (var letter : alphabet.chars().mapToObj(Character::toString).toList()) {
      if (!letter.equals(last)) {
        assertUnknown(whole.substring(0, whole.length() - 1) + letter);
      }
    }
    assertUnknown(whole + "=");
    assertUnknown(whole + "A");
    assertUnknown(" " + whole);
    assertUnknown(whole.substring(0, whole.length() - 1));
  }

  @Test
  void refuses_what_is_too_long_before_reading_it() {
    assertUnknown("a".repeat(1_000_000));
    assertUnknown(join("a".repeat(980), genuine[1], genuine[2]));
  }

  @Test
  void refuses_changed_claims() {
    var more = decoded(genuine[1]).put("exp", Long.MAX_VALUE);
    assertUnknown(join(genuine[0], encoded(more), genuine[2]));
  }

  @Test
  void refuses_tokens_of_another_kind_or_without_end_though_signed_with_our_key()
      throws GeneralSecurityException {
    var claims = decoded(genuine[1]);
    assertUnknown(signed(claims.copy().put("typ", "at+jwt")));
    assertUnknown(signed(claims.copy().put("aud", "api")));
    assertUnknown(signed(claims.copy().put("exp", 1e300)));
    assertUnknown(signed(claims.copy().put("exp", "9999999999")));
    assertUnknown(signed(claims.copy().put("exp", claims.getLong("iat") + 86_401)));
    assertUnknown(signed(claims.copy().put("sub", "a}:b")));
    for (var name : new String[] {"typ", "aud", "exp", "iat", "jti", "sub"}) {
      var less = claims.copy();
      less.remove(name);
      assertUnknown(signed(less));
    }
    // Genuine in every way, and yet never issued.
    assertUnknown(signed(claims.copy().put("jti", "AAAAAAAAAAAAAAAAAAAAAA")));
  }

  private String signed(JsonObject claims) throws GeneralSecurityException {
    var secret = String.valueOf(store.send(Command.HGET, "t:tk:keys", "secret").await());
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(secret), "HmacSHA256"));
    var text = genuine[0] + "." + encoded(claims);
    return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
  }

  private void assertUnknown(String token) {
    assertRefused(desk.check(token), ProblemCode.TOKEN_NOT_FOUND);
    assertRefused(desk.open(token, "s"), ProblemCode.TOKEN_NOT_FOUND);
  }

  private static JsonObject decoded(String part) {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), UTF_8));
  }

  private static String encoded(JsonObject part) {
    return BASE64.encodeToString(part.encode().getBytes(UTF_8));
  }

  private static String join(String... parts) {
    return String.join(".", parts);
  }
}
