package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.process.Door;

/**
 * A server from which children fetch their inputs, so that they need no other network. Each input
 * has a path of 128 random bits, which ends with its stream; who does not know one gets a 404 and
 * is sent away. It runs on the event loop that made it.
 */
final class Feed {
  private static final int SECRET_BYTES = 16;

  /** Far more than all children of a node need: each reads one or two inputs, one at a time. */
  static final int MOST_CONNECTIONS = 512;

  private static final long PATIENCE_MILLIS = 5000;

  private final Vertx vertx;
  private final FeedPlace place;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, FeedInput> inputs = new HashMap<>();
  private final Map<HttpConnection, Long> unknown = new HashMap<>();
  private int connections;
  private @Nullable Future<FeedPlace.Listening> server;

  Feed(Vertx vertx, FeedPlace place) {
    this.vertx = vertx;
    this.place = place;
  }

  /**
   * An input as a child finds it.
   *
   * @param door by which it comes in
   */
  record Offer(String url, Door door) {}

  /** Offers an input until the session ends. */
  Future<Offer> offer(FeedInput input, Session session) {
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    var path = "/" + HexFormat.of().formatHex(secret);
    inputs.put(path, input);
    session.atEnd(() -> inputs.remove(path));
    return listening()
        .map(found -> {
          var door = found.door();
          return new Offer("http://" + FeedPlace.HOST + ":" + door.port() + path, door);
        });
  }

  Future<Void> close() {
    return server == null ? Future.succeededFuture() : server.compose(FeedPlace.Listening::close);
  }

  /** How many children, or strangers, are in. */
  int connections() {
    return connections;
  }

  Future<FeedPlace.Listening> listening() {
    var running = server;
    if (running == null || running.failed()) {
      running = place.listen(vertx, this::server);
      server = running;
    }
    return running;
  }

  private HttpServer server() {
    var options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setMaxInitialLineLength(256)
            .setMaxHeaderSize(4096);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::serve)
        .connectionHandler(this::admit);
  }

  private void admit(HttpConnection connection) {
    connections++;
    connection.closeHandler(_ -> {
      connections--;
      known(connection);
    });
    if (connections > MOST_CONNECTIONS) {
      dismiss(connection);
    } else {
      unknown.put(connection, vertx.setTimer(PATIENCE_MILLIS, _ -> dismiss(connection)));
    }
  }

  private void known(HttpConnection connection) {
    var timer = unknown.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private static void dismiss(HttpConnection connection) {
    connection.close().onComplete(_ -> {}, _ -> {});
  }

  private void serve(HttpServerRequest request) {
    var input = request.method().equals(HttpMethod.GET) ? inputs.get(request.path()) : null;
    if (input == null) {
      request.response().setStatusCode(404).end().onComplete(_ -> dismiss(request.connection()));
    } else {
      known(request.connection());
      input.serve(request);
    }
  }
}
