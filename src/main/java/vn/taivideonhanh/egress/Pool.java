package vn.taivideonhanh.egress;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections that have carried an answer to its end and wait for the next request to the same
 * {@link Route}. Belongs to one event loop.
 */
final class Pool {
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MOST_A_ROUTE = 6;
  private static final int MOST = 64;

  private final EventLoop loop;
  private final Map<Route, Deque<Idle>> idle = new HashMap<>();
  private int size;

  private record Idle(Connection connection, ScheduledFuture<?> end) {}

  Pool(EventLoop loop) {
    this.loop = loop;
  }

  /** The one that was used last, since the site keeps it longest; null when there is none. */
  @Nullable Connection take(Route route) {
    var all = idle.get(route);
    while (all != null && !all.isEmpty()) {
      var last = all.removeLast();
      forget(route, last);
      if (last.connection.channel().isActive()) {
        return last.connection;
      }
    }
    return null;
  }

  /** Keeps it for ten seconds, or closes it. */
  void offer(Connection connection) {
    var route = connection.route();
    var all = idle.computeIfAbsent(route, _ -> new ArrayDeque<>());
    if (size >= MOST || all.size() >= MOST_A_ROUTE || !connection.channel().isActive()) {
      prune(route);
      connection.close();
      return;
    }
    var end = loop.schedule(connection::close, KEPT.toMillis(), TimeUnit.MILLISECONDS);
    var entry = new Idle(connection, end);
    all.addLast(entry);
    size++;
    connection.channel().closeFuture().addListener(_ -> remove(route, entry));
  }

  private void remove(Route route, Idle entry) {
    var all = idle.get(route);
    if (all != null && all.remove(entry)) {
      forget(route, entry);
    }
  }

  private void forget(Route route, Idle entry) {
    size--;
    entry.end.cancel(false);
    prune(route);
  }

  private void prune(Route route) {
    idle.computeIfPresent(route, (_, rest) -> rest.isEmpty() ? null : rest);
  }
}
