package vn.taivideonhanh.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream as it grows, on a connection of its own, on which it waits for the next entry.
 * After the connection broke it goes on where it was.
 */
public final class StreamTail {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTail.class);
  private static final long WAIT = 2000;
  private static final long PAUSE = 500;
  private static final int MOST = 100;

  private final Vertx vertx;
  private final RedisLine line;
  private final Duration timeout;
  private final String key;
  private final Supplier<Future<?>> before;
  private final Consumer<StreamEntry> listener;
  private String last = "0-0";
  private volatile boolean closed;

  /**
   * A reader that has not begun.
   *
   * @param before is done before each reading, every two seconds at least
   */
  StreamTail(
      Vertx vertx,
      Line line,
      String key,
      Supplier<Future<?>> before,
      Consumer<StreamEntry> listener) {
    this.vertx = vertx;
    this.timeout = line.timeout;
    this.line = new RedisLine(vertx, line.address, line.timeout, _ -> {});
    this.key = key;
    this.before = before;
    this.listener = listener;
  }

  /** Where to, and how long it may take. */
  record Line(RedisAddress address, Duration timeout) {}

  /** Completes when every entry from now on will be read. */
  Future<StreamTail> start() {
    return before
        .get()
        .compose(_ -> line.connection())
        .compose(connection ->
            connection
                .send(Request.cmd(Command.XREVRANGE).arg(key).arg("+").arg("-").arg("COUNT").arg(1))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
        .onSuccess(newest -> {
          var entries = StreamEntry.all(newest);
          last = entries.isEmpty() ? last : entries.getFirst().id();
          read();
        })
        .onFailure(_ -> close())
        .map(_ -> this);
  }

  /** Reads no more. */
  public void close() {
    closed = true;
    line.close().onFailure(cause -> LOG.debug("closing", cause));
  }

  private void read() {
    if (closed) {
      return;
    }
    before
        .get()
        .compose(_ -> line.connection())
        .compose(this::next)
        .onSuccess(reply -> {
          entries(reply).forEach(this::tell);
          read();
        })
        .onFailure(cause -> {
          LOG.debug("reading {} failed: {}", key, cause.getMessage());
          vertx.setTimer(PAUSE, _ -> read());
        });
  }

  private Future<@Nullable Response> next(RedisConnection connection) {
    var request =
        Request.cmd(Command.XREAD)
            .arg("COUNT")
            .arg(MOST)
            .arg("BLOCK")
            .arg(WAIT)
            .arg("STREAMS")
            .arg(key)
            .arg(last);
    return connection
        .send(request)
        .timeout(WAIT + timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> line.replace(connection));
  }

  private List<StreamEntry> entries(@Nullable Response reply) {
    if (reply == null || reply.size() == 0) {
      return List.of();
    }
    return StreamEntry.all(reply.isMap() ? reply.get(key) : reply.get(0).get(1));
  }

  private void tell(StreamEntry entry) {
    last = entry.id();
    listener.accept(entry);
  }
}
