package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.egress.SocketFile;
import vn.taivideonhanh.process.Door;

/**
 * Where a feed listens: at a Unix socket for children with a network of their own, and at a free
 * port of loopback for others.
 *
 * @param ownNetwork whether children have one
 * @param directory where the socket's file is made, only for our user
 */
record FeedPlace(boolean ownNetwork, Path directory) {
  static final String HOST = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(FeedPlace.class);

  /** Of the child's own network, where nobody else listens. */
  private static final int PORT = 8000;

  /** A running server, how a child comes to it, and what goes with it. */
  record Listening(HttpServer server, Door door, @Nullable SocketFile file) {
    Future<Void> close() {
      return server.close().onComplete(_ -> forget(file));
    }
  }

  /**
   * Starts to listen. Only where the directory has too long a name for a socket, it is at the port
   * in any case; such a directory has no room for the guard's socket either.
   *
   * @param server made anew at each call
   */
  Future<Listening> listen(Vertx vertx, Supplier<HttpServer> server) {
    return ownNetwork
        ? vertx
            .executeBlocking(() -> SocketFile.in(directory, "feed"))
            .compose(file -> {
              if (file != null) {
                return socket(vertx, server.get(), file);
              }
              LOG.warn("{} has too long a name, so that ffmpeg shares our network", directory);
              return port(server.get());
            })
        : port(server.get());
  }

  private static Future<Listening> port(HttpServer server) {
    return server
        .listen(SocketAddress.inetSocketAddress(0, HOST))
        .map(at -> new Listening(at, new Door(at.actualPort(), null), null));
  }

  private static Future<Listening> socket(Vertx vertx, HttpServer server, SocketFile file) {
    return server
        .listen(SocketAddress.domainSocketAddress(file.draft().toString()))
        .compose(at ->
            vertx.executeBlocking(() -> {
              file.publish();
              return new Listening(at, new Door(PORT, file.path()), file);
            }))
        .map(Objects::requireNonNull)
        .onFailure(_ -> {
          server.close().onComplete(_ -> {}, _ -> {});
          forget(file);
        });
  }

  private static void forget(@Nullable SocketFile file) {
    try {
      if (file != null) {
        file.remove();
      }
    } catch (IOException e) {
      LOG.warn("{} stays behind: {}", file.path(), e.toString());
    }
  }
}
