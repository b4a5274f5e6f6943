package vn.taivideonhanh;

import java.time.InstantSource;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.hook.HookSettings;
import vn.taivideonhanh.hook.HookVerticle;
import vn.taivideonhanh.redis.RedisStore;

/** What tells other servers what happens. */
final class Hooks {
  private Hooks() {}

  /** The verticle; what operators name may be elsewhere than what strangers do. */
  static HookVerticle verticle(AppConfig config, RedisStore store, InstantSource clock) {
    var reach = config.egress().allowing(config.webhooks().allow());
    return new HookVerticle(
        new HookSettings(
            store,
            config.redis().prefix(),
            config.webhooks(),
            vertx -> new Upstream(vertx, reach, config.relay()),
            clock));
  }
}
