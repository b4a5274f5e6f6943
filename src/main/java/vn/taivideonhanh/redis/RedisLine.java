package vn.taivideonhanh.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that is opened again whenever it breaks, after 50 ms at first and 2 s at most; of
 * several servers to the one that is the primary. It has a client of its own, because closing the
 * client is what surely ends a connection that hangs.
 */
final class RedisLine {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLine.class);
  private static final long FIRST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 2000;

  private final Vertx vertx;

  /** Not the context of a verticle: what is made there ends with the verticle. */
  private final Context home;

  private final RedisAddress address;
  private final RedisClients clients;
  private final Duration timeout;
  private final Consumer<RedisConnection> opened;
  private @Nullable Redis client;
  private @Nullable Future<RedisConnection> connection;
  private long pause = FIRST_PAUSE;

  /** Which of the servers is asked. */
  private int turn;

  private boolean closed;

  RedisLine(Vertx vertx, RedisAddress address, Duration timeout, Consumer<RedisConnection> opened) {
    this.vertx = vertx;
    this.home = vertx.getOrCreateContext();
    this.address = address;
    this.clients = new RedisClients(vertx, address, timeout);
    this.timeout = timeout;
    this.opened = opened;
  }

  /** The connection, or the one being opened, or why the last one could not be. */
  synchronized Future<RedisConnection> connection() {
    return connection == null ? open() : connection;
  }

  synchronized Future<Void> close() {
    closed = true;
    return client == null ? Future.succeededFuture() : client.close();
  }

  /** Ends {@code broken}, if it is still the one in use, and opens another. */
  synchronized void replace(RedisConnection broken) {
    var current = connection;
    if (!closed && current != null && current.succeeded() && broken.equals(current.result())) {
      LOG.warn("the connection to Redis at {} broke; connecting again", address);
      again();
    }
  }

  private synchronized Future<RedisConnection> open() {
    if (closed) {
      return Future.failedFuture("closed");
    }
    connection = Future.future(promise -> home.runOnContext(_ -> connect().onComplete(promise)));
    return connection;
  }

  private synchronized Future<RedisConnection> connect() {
    return clients
        .make(turn)
        .compose(this::connect)
        .compose(this::primary)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(this::ready)
        .onFailure(this::refused);
  }

  private synchronized Future<RedisConnection> connect(Redis made) {
    client = made;
    return closed ? made.close().compose(_ -> Future.failedFuture("closed")) : made.connect();
  }

  /** Who asks a replica would be refused every change, for as long as the replica lives. */
  private Future<RedisConnection> primary(RedisConnection fresh) {
    var only = address.urls().size() == 1 && address.sentinel() == null;
    return address.cluster() || only
        ? Future.succeededFuture(fresh)
        : fresh
            .send(Request.cmd(Command.ROLE))
            .compose(role ->
                role != null && role.get(0).toString().equals("master")
                    ? Future.succeededFuture(fresh)
                    : Future.failedFuture("it is a replica"));
  }

  private synchronized void ready(RedisConnection fresh) {
    if (pause > FIRST_PAUSE) {
      LOG.info("connected to Redis at {}", address);
    }
    pause = FIRST_PAUSE;
    fresh.exceptionHandler(_ -> replace(fresh)).endHandler(_ -> replace(fresh));
    opened.accept(fresh);
  }

  private synchronized void refused(Throwable cause) {
    if (!closed) {
      LOG.warn("Redis at {} cannot be reached: {}", address, cause.getMessage());
      turn++;
      again();
    }
  }

  private void again() {
    if (client != null) {
      client.close().onFailure(cause -> LOG.debug("closing a broken client", cause));
    }
    var failed = connection;
    if (failed != null && failed.succeeded()) {
      connection = Future.failedFuture("the connection to Redis broke");
    }
    var after = pause;
    home.runOnContext(_ -> vertx.setTimer(after, _ -> reopen()));
    if (turn % address.urls().size() == 0) {
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  private void reopen() {
    open().onFailure(cause -> LOG.debug("Redis at {} is still away", address, cause));
  }
}
