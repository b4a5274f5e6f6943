package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import vn.taivideonhanh.redis.RedisStore;

/** {@code turn_keys.lua}: makes the first signing key and, when that is old enough, the next. */
final class TurnKeysScript {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TokenScript script;
  private final String key;
  private final Duration age;

  /**
   * The keys of the program with that prefix.
   *
   * @param age at which a key is replaced; every token that it signed must end within it
   */
  TurnKeysScript(RedisStore store, String prefix, Duration age) {
    this.script = TokenScript.of(store, "turn_keys");
    this.key = PersonKeys.family(prefix) + "keys";
    this.age = age;
  }

  Future<Turned> run(long now) {
    return script
        .run(
            List.of(key),
            List.of(now, age.toMillis(), HexFormat.of().formatHex(random(4)), secret()))
        .map(reply ->
            new Turned(
                reply.count(0) == 1, reply.word(1), reply.word(2), reply.word(3), reply.word(4)));
  }

  private static String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random(SigningKey.BYTES));
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /**
   * The two keys.
   *
   * @param anew whether the current one was just made
   * @param oldKid empty when there was no key before
   */
  record Turned(boolean anew, String kid, String secret, String oldKid, String oldSecret) {
    @Override
    public String toString() {
      return "keys " + kid + ", " + oldKid;
    }
  }
}
