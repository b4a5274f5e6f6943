package vn.taivideonhanh.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that listens. What was subscribed to is so again after it broke. */
final class RedisSubscriber {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSubscriber.class);

  private final Vertx vertx;
  private final Duration timeout;
  private final RedisLine line;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();

  RedisSubscriber(Vertx vertx, RedisAddress address, Duration timeout) {
    this.vertx = vertx;
    this.timeout = timeout;
    // A cluster passes messages on to all of its nodes.
    this.line = new RedisLine(vertx, address.inCluster(false), timeout, this::opened);
  }

  /** Completes when the server has said that it will send the channel's messages. */
  Future<Subscription> subscribe(String name, Consumer<String> listener) {
    var channel = channels.computeIfAbsent(name, _ -> new Channel());
    var member = new Member(vertx.getOrCreateContext(), listener);
    channel.members.add(member);
    return line.connection()
        .compose(
            connection -> channel.confirmed.future().isComplete() ? done() : ask(connection, name))
        .compose(_ -> channel.confirmed.future())
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> leave(name, member))
        .map(_ -> () -> leave(name, member));
  }

  Future<Void> close() {
    return line.close();
  }

  /** The channel itself stays: a handful of names for the life of the program. */
  private void leave(String name, Member member) {
    var channel = channels.get(name);
    if (channel != null) {
      channel.members.remove(member);
    }
  }

  private void opened(RedisConnection connection) {
    connection.handler(this::received);
    for (var name : channels.keySet()) {
      ask(connection, name)
          .onFailure(cause -> LOG.warn("cannot listen to {}: {}", name, cause.getMessage()));
    }
  }

  private static Future<Void> ask(RedisConnection connection, String name) {
    return connection.send(Request.cmd(Command.SUBSCRIBE).arg(name)).mapEmpty();
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  /** RESP2 arrays and RESP3 pushes have the same three parts. */
  private void received(Response response) {
    if (response.size() != 3) {
      return;
    }
    var channel = channels.get(response.get(1).toString());
    if (channel == null) {
      return;
    }
    switch (response.get(0).toString()) {
      case "subscribe" -> channel.confirmed.tryComplete();
      case "message" -> channel.tell(response.get(2).toString());
      default -> LOG.debug("not understood: {}", response.get(0));
    }
  }

  private record Member(Context context, Consumer<String> listener) {}

  private record Channel(List<Member> members, Promise<Void> confirmed) {
    Channel() {
      this(new CopyOnWriteArrayList<>(), Promise.promise());
    }

    void tell(String message) {
      members.forEach(m -> m.context.runOnContext(_ -> m.listener.accept(message)));
    }
  }
}
