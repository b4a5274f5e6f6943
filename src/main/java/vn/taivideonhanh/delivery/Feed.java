package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback from which children fetch their inputs, so that they need no other network.
 * Each input has a path of 128 random bits, which ends with its stream. It runs on the event loop
 * that made it.
 */
final class Feed {
  private static final String HOST = "127.0.0.1";
  private static final int SECRET_BYTES = 16;

  private final Vertx vertx;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, FeedInput> inputs = new HashMap<>();
  private @Nullable Future<HttpServer> server;

  Feed(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Offers an input until the session ends; gives its address. */
  Future<String> offer(FeedInput input, Session session) {
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    var path = "/" + HexFormat.of().formatHex(secret);
    inputs.put(path, input);
    session.atEnd(() -> inputs.remove(path));
    return listening().map(found -> "http://" + HOST + ":" + found.actualPort() + path);
  }

  Future<Void> close() {
    return server == null ? Future.succeededFuture() : server.compose(HttpServer::close);
  }

  private Future<HttpServer> listening() {
    var running = server;
    if (running == null || running.failed()) {
      var options =
          new HttpServerOptions().setHost(HOST).setPort(0).setHttp2ClearTextEnabled(false);
      running = vertx.createHttpServer(options).requestHandler(this::serve).listen();
      server = running;
    }
    return running;
  }

  private void serve(HttpServerRequest request) {
    var input = inputs.get(request.path());
    if (input == null || !request.method().equals(HttpMethod.GET)) {
      FeedResponse.refuse(request.response(), 404);
    } else {
      input.serve(request);
    }
  }
}
