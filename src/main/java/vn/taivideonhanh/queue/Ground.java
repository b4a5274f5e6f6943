package vn.taivideonhanh.queue;

import java.time.Duration;
import java.time.InstantSource;
import vn.taivideonhanh.redis.RedisStore;

/** What every script works with. */
record Ground(RedisStore store, Keys keys, QueueConfig config, InstantSource clock) {
  long now() {
    return clock.millis();
  }

  long after(Duration pause) {
    return clock.millis() + pause.toMillis();
  }

  long keep() {
    return config.keep().toMillis();
  }

  long brief() {
    return config.brief().toMillis();
  }
}
