package vn.taivideonhanh;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountSettings;
import vn.taivideonhanh.account.AccountVerticle;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.redis.RedisStore;

/** What keeps the accounts of a server that has some. */
final class Members {
  private Members() {}

  /** The verticle; null on a private server. */
  static @Nullable AccountVerticle verticle(
      ConfigWatcher configuration,
      RedisStore store,
      byte[] secret,
      InstantSource clock,
      MeterRegistry meters) {
    var config = configuration.current();
    return config.accessMode() == AppConfig.Access.Mode.SINGLE
        ? null
        : new AccountVerticle(
            new AccountSettings(
                store,
                config.redis().prefix(),
                config.accounts(),
                config.oidc(),
                config.mail(),
                config.http().publicUrl(),
                secret,
                () -> configuration.current().tiers().keySet(),
                clock,
                meters));
  }
}
