package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.process.Door;
import vn.taivideonhanh.process.WorkFolder;

/**
 * Where a feed listens: at a Unix socket for children with a network of their own, and at a free
 * port of loopback for others.
 *
 * @param ownNetwork whether children have one
 * @param directory where a folder for the socket is made
 */
record FeedPlace(boolean ownNetwork, Path directory) {
  static final String HOST = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(FeedPlace.class);

  /** Of the child's own network, where nobody else listens. */
  private static final int PORT = 8000;

  /** A running server, how a child comes to it, and what goes with it. */
  record Listening(HttpServer server, Door door, @Nullable WorkFolder folder) {
    Future<Void> close() {
      return server
          .close()
          .onComplete(_ -> {
            if (folder != null) {
              folder.remove();
            }
          });
    }
  }

  /**
   * Starts to listen.
   *
   * @param server made anew at each call
   */
  Future<Listening> listen(Vertx vertx, Supplier<HttpServer> server) {
    return ownNetwork
        ? socket(vertx, server.get())
            .recover(cause -> {
              LOG.warn(
                  "{} takes no socket, so that ffmpeg shares our network: {}",
                  directory,
                  cause.toString());
              return port(server.get());
            })
        : port(server.get());
  }

  private static Future<Listening> port(HttpServer server) {
    return server
        .listen(SocketAddress.inetSocketAddress(0, HOST))
        .map(at -> new Listening(at, new Door(at.actualPort(), null), null));
  }

  private Future<Listening> socket(Vertx vertx, HttpServer server) {
    return vertx
        .executeBlocking(() -> WorkFolder.below(directory))
        .map(Objects::requireNonNull)
        .compose(folder -> {
          var socket = folder.path().resolve("feed");
          return server
              .listen(SocketAddress.domainSocketAddress(socket.toString()))
              .map(at -> new Listening(at, new Door(PORT, socket), folder))
              .onFailure(_ -> folder.remove());
        });
  }
}
