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
    return dial(to, addresses, System.nanoTime() + timeout.toNanos());
  }

  /** Tries one after the other, each for its share of the time that is left. */
  private Future<Connection> dial(WebAddress to, List<InetAddress> addresses, long deadline) {
    var share = Duration.ofNanos((deadline - System.nanoTime()) / addresses.size());
    var dialed = dialer.dial(route(to, addresses.getFirst()), share);
    return addresses.size() == 1
        ? dialed
        : dialed.recover(_ -> dial(to, addresses.subList(1, addresses.size()), deadline));
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
