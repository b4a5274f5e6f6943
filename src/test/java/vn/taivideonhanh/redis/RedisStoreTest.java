package vn.taivideonhanh.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** {@link RedisStore} on a real Redis; where a line must break, through a relay of ours. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class RedisStoreTest {
  private static final LuaScript COUNT = LuaScript.load("redis/count_up");

  @Test
  void uploads_a_script_that_the_server_has_forgotten(RedisStore store) {
    assertThat(count(store)).isEqualTo(1);
    store.send(Command.SCRIPT, "FLUSH").await();
    assertThat(count(store)).isEqualTo(2);
  }

  @Test
  void sends_many_commands_at_once_and_keeps_their_order(RedisStore store) {
    var answers = IntStream.range(0, 2000).mapToObj(_ -> store.send(Command.INCR, "n")).toList();
    Future.all(answers).await();
    for (var i = 0; i < answers.size(); i++) {
      assertThat(Reply.number(answers.get(i).result())).isEqualTo(i + 1);
    }
  }

  @Test
  void answers_on_the_context_of_the_caller(Vertx vertx, RedisAddress address) {
    var store = new RedisStore(vertx, address, Duration.ofSeconds(5));
    var context = vertx.getOrCreateContext();
    var same =
        Future.<Boolean>future(promise ->
                context.runOnContext(_ ->
                    store
                        .send(Command.PING)
                        .onComplete(_ -> promise.complete(context.equals(Vertx.currentContext())))))
            .await();
    assertThat(same).isTrue();
    store.close().await();
  }

  @Test
  void tells_a_defect_from_an_absence(RedisStore store) {
    store.send(Command.SET, "text", "a").await();
    assertThatThrownBy(() -> store.send(Command.INCR, "text").await())
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ProblemCode.INTERNAL));
  }

  @Test
  void fails_fast_with_a_pause_while_nobody_listens(Vertx vertx) {
    var store =
        new RedisStore(vertx, new RedisAddress("redis://127.0.0.1:1", null), Duration.ofSeconds(5));
    assertUnavailable(store);
    assertUnavailable(store);
    store.close().await();
  }

  @Test
  void gives_up_on_a_server_that_says_nothing(Vertx vertx) {
    var silent = vertx.createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1").await();
    var store = store(vertx, silent, Duration.ofMillis(200));
    assertUnavailable(store);
    store.close().await();
  }

  @Test
  void mends_its_lines_and_listens_again(Vertx vertx, RedisStore direct, RedisAddress address)
      throws InterruptedException {
    var sockets = new CopyOnWriteArrayList<NetSocket>();
    var relay = relay(vertx, address, sockets);
    var store = new RedisStore(vertx, at(relay, address.password()), Duration.ofSeconds(2));
    var heard = new LinkedBlockingQueue<String>();
    store.subscribe("news", heard::add).await();
    store.send(Command.SET, "k", "v").await();

    sockets.forEach(socket -> socket.close().await());

    assertThat(sent(vertx, store).await()).isEqualTo("v");
    Future<?> listening = Future.succeededFuture(0);
    do {
      listening = direct.send(Command.PUBLISH, "news", "again");
    } while (listening.await() != null && heard.poll(20, TimeUnit.MILLISECONDS) == null);
    store.close().await();
  }

  @Test
  void knows_how_the_server_is(RedisStore store) {
    var policy = store.send(Command.CONFIG, "SET", "maxmemory-policy", "allkeys-lru");
    policy.await();
    assertThat(store.health().await().warnings()).anyMatch(w -> w.contains("noeviction"));
    store.send(Command.CONFIG, "SET", "maxmemory-policy", "noeviction").await();
    var health = store.health().await();
    assertThat(health.warnings()).noneMatch(w -> w.contains("noeviction"));
    assertThat(health.version()).matches("(redis|valkey) \\d+\\.\\d+.*");
    assertThat(health.latency()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
  }

  private static long count(RedisStore store) {
    return Reply.number(store.run(COUNT, List.of("n"), List.of(1)).await());
  }

  private static Future<String> sent(Vertx vertx, RedisStore store) {
    return store
        .send(Command.GET, "k")
        .map(String::valueOf)
        .recover(_ -> vertx.timer(20, TimeUnit.MILLISECONDS).compose(_ -> sent(vertx, store)));
  }

  private static void assertUnavailable(RedisStore store) {
    assertThatThrownBy(() -> store.send(Command.PING).await())
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(2));
            });
  }

  private static RedisStore store(Vertx vertx, NetServer server, Duration timeout) {
    return new RedisStore(vertx, at(server, null), timeout);
  }

  private static RedisAddress at(NetServer server, @Nullable String password) {
    return new RedisAddress("redis://127.0.0.1:" + server.actualPort(), password);
  }

  private static NetServer relay(Vertx vertx, RedisAddress address, List<NetSocket> sockets) {
    var server = URI.create(address.url());
    var target =
        server.getScheme().equals("unix")
            ? SocketAddress.domainSocketAddress(server.getPath())
            : SocketAddress.inetSocketAddress(server.getPort(), server.getHost());
    var client = vertx.createNetClient();
    return vertx
        .createNetServer()
        .connectHandler(near -> {
          near.pause();
          sockets.add(near);
          client
              .connect(target)
              .onSuccess(far -> {
                far.pipeTo(near).onComplete(_ -> {});
                near.pipeTo(far).onComplete(_ -> {});
                near.resume();
              })
              .onFailure(_ -> near.close().onComplete(_ -> {}));
        })
        .listen(0, "127.0.0.1")
        .await();
  }
}
