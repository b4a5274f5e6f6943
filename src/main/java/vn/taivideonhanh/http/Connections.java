package vn.taivideonhanh.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;

/**
 * Keeps connections few and busy: so many from one address (those of our own proxies excepted), and
 * each must bring its first request's head in time, and every further one too, however slowly its
 * bytes drip in. For one event loop; the seats are shared by all.
 */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final AppConfig.Http http;
  private final Seats seats;
  private final ClientAddress addresses;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  Connections(Vertx vertx, AppConfig.Http http, Seats seats, ClientAddress addresses) {
    this.vertx = vertx;
    this.http = http;
    this.seats = seats;
    this.addresses = addresses;
  }

  /** A connection has come. */
  void opened(HttpConnection connection) {
    var peer = String.valueOf(connection.remoteAddress().hostAddress());
    var counted = !addresses.isProxy(peer);
    if (counted && !seats.take(peer)) {
      close(connection);
      return;
    }
    timers.put(connection, NO_TIMER);
    expect(connection, http.headerTimeout().toMillis());
    var _ =
        connection.closeHandler(_ -> {
          disarm(connection);
          timers.remove(connection);
          if (counted) {
            seats.leave(peer);
          }
        });
  }

  /** A request's head has come. */
  void asked(HttpConnection connection) {
    disarm(connection);
  }

  /** A request is answered: the next one may take its time, but not for ever. */
  void answered(HttpConnection connection) {
    expect(connection, http.idleTimeout().toMillis());
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

  private static void close(HttpConnection connection) {
    connection.close().onFailure(cause -> LOG.debug("was closed", cause));
  }
}
