package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** A server that starts before its Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class FirstAnswerTest {
  private static AppConfig.Redis config(String timeout) {
    return ConfigLoader.load(null, Map.of("TVN_REDIS_TIMEOUT", timeout)).redis();
  }

  @Test
  void a_redis_that_comes_later_is_waited_for(Vertx vertx, RedisAddress redis) throws Exception {
    var real = URI.create(redis.url());
    var asked = new AtomicInteger();
    // The first ones find a connection that is cut, as of a Redis that still loads.
    var gate =
        vertx
            .createNetServer()
            .connectHandler(socket -> {
              if (asked.incrementAndGet() <= 2) {
                socket.close();
              } else {
                join(vertx, socket, real);
              }
            })
            .listen(0, "127.0.0.1")
            .await();
    var address = new RedisAddress("redis://127.0.0.1:" + gate.actualPort(), redis.password());
    var store = new RedisStore(vertx, address, Duration.ofSeconds(5));
    var first = new FirstAnswer(vertx, config("5s"), () -> false);
    assertThat(first.secret(store)).hasSize(32);
    assertThat(asked).hasValueGreaterThan(2);
    store.close().await();
  }

  private static void join(Vertx vertx, NetSocket socket, URI real) {
    socket.pause();
    vertx
        .createNetClient()
        .connect(
            real.getHost() == null
                ? SocketAddress.domainSocketAddress(real.getPath())
                : SocketAddress.inetSocketAddress(real.getPort(), real.getHost()))
        .onSuccess(other -> {
          socket.pipeTo(other);
          other.pipeTo(socket);
        })
        .onFailure(_ -> socket.close());
  }

  @Test
  void a_server_that_is_told_to_end_does_not_wait(Vertx vertx) throws Exception {
    var address = new RedisAddress("redis://127.0.0.1:" + FreePort.next(), null);
    var store = new RedisStore(vertx, address, Duration.ofSeconds(5));
    var first = new FirstAnswer(vertx, config("1h"), () -> true);
    var ended =
        CompletableFuture.supplyAsync(() -> first.secret(store), Thread::startVirtualThread);
    assertThatThrownBy(() -> ended.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(Failure.class);
    store.close().await();
  }
}
