package vn.taivideonhanh.egress;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Gives connections to one of several checked addresses: a kept one, else a new one. */
final class Connector {
  private final Dialer dialer;
  private final Pool pool;
  private final Duration timeout;

  /**
   * Builds one.
   *
   * @param timeout for all addresses together, TLS included
   */
  Connector(Dialer dialer, Pool pool, Duration timeout) {
    this.dialer = dialer;
    this.pool = pool;
    this.timeout = timeout;
  }

  Future<Connection> connect(WebAddress to, List<InetAddress> addresses) {
    for (var address : addresses) {
      var kept = pool.take(route(to, address));
      if (kept != null) {
        return Future.succeededFuture(kept);
      }
    }
    return connectAnew(to, addresses);
  }

  Future<Connection> connectAnew(WebAddress to, List<InetAddress> addresses) {
    return Sockets.inTurn(
        addresses, timeout, (address, share) -> dialer.dial(route(to, address), share));
  }

  private static Route route(WebAddress to, InetAddress address) {
    return new Route(to.secure(), to.name(), address, to.port());
  }

  void keep(Connection connection) {
    pool.offer(connection);
  }

  Future<Void> close() {
    return dialer.close();
  }
}
