package vn.taivideonhanh.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.security.SecureRandom;
import java.util.Base64;

/** Random bytes that all nodes share, made by whichever comes first and kept in Redis. */
public final class SharedSecret {
  private static final int LENGTH = 32;

  private SharedSecret() {}

  /** The secret of that key, 32 bytes. */
  public static Future<byte[]> of(RedisStore store, String key) {
    var fresh = new byte[LENGTH];
    new SecureRandom().nextBytes(fresh);
    return store
        .send(Command.SET, key, Base64.getEncoder().encodeToString(fresh), "NX")
        .compose(_ -> store.send(Command.GET, key))
        .map(kept -> Base64.getDecoder().decode(Reply.text(kept)));
  }
}
