package vn.taivideonhanh.account;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Accounts;
import vn.taivideonhanh.config.Mail;
import vn.taivideonhanh.config.Oidc;
import vn.taivideonhanh.redis.RedisStore;

/**
 * All that an {@link AccountVerticle} needs.
 *
 * @param prefix of every Redis key
 * @param secret at least 32 bytes, the same on every node
 * @param publicUrl how people reach the server; null when that is not known
 * @param tiers the names of the tiers that there are, asked at each use
 */
public record AccountSettings(
    RedisStore store,
    String prefix,
    Accounts accounts,
    Oidc oidc,
    Mail mail,
    @Nullable URI publicUrl,
    @SuppressWarnings("ArrayRecordComponent") // read at the start, compared by nobody
        byte[] secret,
    Supplier<Set<String>> tiers,
    InstantSource clock,
    MeterRegistry meters) {

  AccountKeys keys(String person) {
    return new AccountKeys(prefix, person);
  }

  /** A key that is of no account. */
  String key(String name) {
    return prefix + ":ac:" + name;
  }

  long now() {
    return clock.millis();
  }
}
