package vn.taivideonhanh.egress;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A web site on loopback that answers what a test wants, octet by octet. */
final class Site {
  final AtomicInteger connections = new AtomicInteger();
  final List<String> heads = new CopyOnWriteArrayList<>();
  private final NetServer server;

  private Site(NetServer server) {
    this.server = server;
  }

  /** One that calls back with each request's head and the socket to answer on. */
  static Site start(Vertx vertx, BiConsumer<String, NetSocket> answer) {
    return start(vertx, new NetServerOptions().setHost("127.0.0.1").setPort(0), answer);
  }

  static Site start(Vertx vertx, NetServerOptions options, BiConsumer<String, NetSocket> answer) {
    var server = vertx.createNetServer(options);
    var site = new Site(server);
    server.connectHandler(socket -> site.serve(socket, answer)).listen().await();
    return site;
  }

  private void serve(NetSocket socket, BiConsumer<String, NetSocket> answer) {
    connections.incrementAndGet();
    var seen = new StringBuilder();
    socket.exceptionHandler(_ -> {});
    socket.handler(part -> {
      var text = seen.append(part.toString()).toString();
      if (text.endsWith("\r\n\r\n")) {
        seen.setLength(0);
        heads.add(text);
        answer.accept(text, socket);
      }
    });
  }

  int port() {
    return server.actualPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  String pair() {
    return "127.0.0.1:" + port();
  }

  void close() {
    server.close().await();
  }
}
