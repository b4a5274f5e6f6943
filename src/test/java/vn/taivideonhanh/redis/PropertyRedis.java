package vn.taivideonhanh.redis;

import io.vertx.redis.client.Command;
import java.io.IOException;
import java.time.Duration;

/** A real Redis for jqwik, which knows nothing of {@link RedisExtension}. */
public final class PropertyRedis implements AutoCloseable {
  private final TestRedis server = TestRedis.start();
  private final RedisStore store =
      new RedisStore(server.vertx(), server.address(), Duration.ofSeconds(5));

  /** A store whose database is empty. */
  public RedisStore empty() {
    var _ = store.send(Command.FLUSHALL).await();
    return store;
  }

  @Override
  public void close() throws IOException {
    store.close().await();
    server.close();
  }
}
