package vn.taivideonhanh.delivery;

import io.netty.channel.epoll.EpollSocketChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.VertxConnection;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.splice.Tube;
import vn.taivideonhanh.splice.Tubes;

/** Where bytes that the kernel moves come out: the connection of a client, for one response. */
final class Spout {
  private final HttpServerRequest client;
  private final VertxConnection connection;
  private final EpollSocketChannel channel;
  private final Tubes tubes;
  private @Nullable Tube tube;

  private Spout(
      HttpServerRequest client,
      VertxConnection connection,
      EpollSocketChannel channel,
      Tubes tubes) {
    this.client = client;
    this.connection = connection;
    this.channel = channel;
    this.tubes = tubes;
  }

  /** Null when what is written to that client is made into something else on its way. */
  static @Nullable Spout of(HttpServerRequest client, Tubes tubes) {
    var plain = !client.isSSL() && client.version() != HttpVersion.HTTP_2;
    return plain
            && client.connection() instanceof VertxConnection connection
            && connection.channel() instanceof EpollSocketChannel channel
        ? new Spout(client, connection, channel, tubes)
        : null;
  }

  /** What leads to it; null when there is none to be had. */
  @Nullable Tube tube() {
    if (tube == null) {
      tube = tubes.open();
    }
    return tube;
  }

  /**
   * Lets the next bytes of the tube out, behind what was written before.
   *
   * @param taken told how many of them the socket has just taken
   */
  Future<Void> write(Tube from, long bytes, LongConsumer taken) {
    var response = client.response();
    if (!response.headWritten()) {
      response.writeHead().onFailure(_ -> {});
    }
    Promise<Void> written = Promise.promise();
    var _ = connection.writeToChannel(from.region(channel, bytes, taken), written);
    return written.future();
  }

  void close() {
    if (tube != null) {
      tube.close();
    }
  }
}
