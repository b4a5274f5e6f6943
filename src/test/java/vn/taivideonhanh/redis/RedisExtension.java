package vn.taivideonhanh.redis;

import io.vertx.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a {@link RedisStore} on an empty database of a real Redis, or the {@link
 * RedisAddress} of that server. One server serves the whole run, see {@link TestRedis}.
 */
public final class RedisExtension implements ParameterResolver {
  private static final Namespace TEST = Namespace.create(RedisExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == RedisStore.class || type == RedisAddress.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var server =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .computeIfAbsent(TestRedis.class, _ -> TestRedis.start(), TestRedis.class);
    var open =
        context.getStore(TEST).computeIfAbsent(Open.class, _ -> Open.empty(server), Open.class);
    return parameter.getParameter().getType() == RedisStore.class ? open.store : server.address();
  }

  private record Open(RedisStore store) implements AutoCloseable {
    static Open empty(TestRedis server) {
      // Of a cluster each node, one by one.
      for (var url : server.address().urls()) {
        var node = store(server, new RedisAddress(url, server.address().password()));
        var _ = node.send(Command.FLUSHALL).await();
        node.close().await();
      }
      return new Open(store(server, server.address()));
    }

    private static RedisStore store(TestRedis server, RedisAddress address) {
      return new RedisStore(server.vertx(), address, Duration.ofSeconds(5));
    }

    @Override
    public void close() {
      var _ = store.close().await();
    }
  }
}
