package vn.taivideonhanh.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.HttpConfig;

/**
 * Keeps connections few and busy: so many from one address (those of our own proxies excepted), and
 * each must bring its first request's head in time, and every further one too, however slowly its
 * bytes drip in. One that brought something odd is closed behind the answer. For one event loop;
 * the seats are shared by all.
 */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final HttpConfig http;
  private final Seats seats;
  private final ClientAddress addresses;
  private final Map<HttpConnection, Long> timers = new HashMap<>();
  private final Set<HttpConnection> last = new HashSet<>();

  Connections(Vertx vertx, HttpConfig http, Seats seats, ClientAddress addresses) {
    this.vertx = vertx;
    this.http = http;
    this.seats = seats;
    this.addresses = addresses;
  }

  /** A connection has come. */
  void opened(HttpConnection connection) {
    var peer = String.valueOf(connection.remoteAddress().hostAddress());
    var counted = !addresses.isProxy(peer);
    var prefix = addresses.prefix(peer, List.of());
    if (counted && !seats.take(prefix)) {
      close(connection);
      return;
    }
    timers.put(connection, NO_TIMER);
    expect(connection, http.headerTimeout().toMillis());
    var _ =
        connection.closeHandler(_ -> {
          disarm(connection);
          timers.remove(connection);
          last.remove(connection);
          if (counted) {
            seats.leave(prefix);
          }
        });
  }

  /** A request's head has come. */
  void asked(HttpConnection connection) {
    disarm(connection);
  }

  /** A request is answered: the next one may take its time, but not for ever. */
  void answered(HttpConnection connection) {
    if (last.contains(connection)) {
      close(connection);
    } else {
      expect(connection, http.idleTimeout().toMillis());
    }
  }

  /**
   * The answer that is about to be given is the connection's last: what follows on it cannot be
   * trusted to be a request.
   */
  void last(HttpServerRequest request) {
    request.response().putHeader("Connection", "close");
    // One that is closed already would be kept for ever.
    if (timers.containsKey(request.connection())) {
      last.add(request.connection());
    }
  }

  /** Whether a request is to be answered, and not one behind the last. */
  boolean isOpen(HttpConnection connection) {
    return !last.contains(connection);
  }

  private void expect(HttpConnection connection, long millis) {
    disarm(connection);
    if (timers.containsKey(connection)) {
      timers.put(connection, vertx.setTimer(millis, _ -> close(connection)));
    }
  }

  private void disarm(HttpConnection connection) {
    vertx.cancelTimer(timers.getOrDefault(connection, NO_TIMER));
    timers.replace(connection, NO_TIMER);
  }

  static void close(HttpConnection connection) {
    connection.close().onFailure(cause -> LOG.debug("was closed", cause));
  }
}
