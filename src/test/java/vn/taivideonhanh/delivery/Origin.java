package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import vn.taivideonhanh.delivery.ByteRange.Extent;

/** A real site on loopback, which serves files with ranges and misbehaves when told to. */
final class Origin {
  private static final int PIECE = 16 << 10;

  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpServer server;

  Origin(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .connectionHandler(_ -> connections.incrementAndGet())
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .await();
  }

  /** What the next request for a page meets instead of a plain answer. */
  sealed interface Fault {
    /** The connection is closed after so many bytes of the body. */
    record Cut(int after) implements Fault {}

    /** Nothing comes after so many bytes of the body. */
    record Stall(int after) implements Fault {}

    /** Another status. */
    record Status(int code) implements Fault {}

    /** A plain answer. */
    record None() implements Fault {}
  }

  /** A file of the site. */
  static final class Page {
    volatile byte[] bytes;
    volatile String etag = "\"one\"";
    volatile String type = "video/mp4";
    volatile boolean ranges = true;
    volatile boolean length = true;

    /** What every request meets when {@link #faults} is empty. */
    volatile Fault always = new Fault.None();

    final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    Page(byte[] bytes) {
      this.bytes = bytes;
    }

    void meets(Fault... next) {
      faults.addAll(List.of(next));
    }
  }

  @CanIgnoreReturnValue
  Page put(String path, byte[] bytes) {
    var page = new Page(bytes);
    pages.put(path, page);
    return page;
  }

  /** Serves the files of a folder whose names begin so. */
  void publish(Path folder, String... prefixes) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = file.getFileName().toString();
        if (Stream.of(prefixes).anyMatch(name::startsWith)) {
          put("/" + name, Files.readAllBytes(file)).type = "application/octet-stream";
        }
      }
    }
  }

  /** What a page holds. */
  byte[] bytes(String path) {
    return requireNonNull(pages.get(path), path).bytes;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int port() {
    return server.actualPort();
  }

  /** Bytes of bodies that were given to the sockets. */
  long written() {
    return written.get();
  }

  /** How many were made to it. */
  int connections() {
    return connections.get();
  }

  private void serve(HttpServerRequest request) {
    var page = pages.get(request.path());
    var response = request.response();
    if (page == null) {
      response.setStatusCode(404).end().onFailure(_ -> {});
      return;
    }
    page.asked.add(String.valueOf(request.getHeader("Range")));
    var next = page.faults.poll();
    var fault = next == null ? page.always : next;
    if (fault instanceof Fault.Status(var code)) {
      response.setStatusCode(code).end("no").onFailure(_ -> {});
    } else {
      body(page, fault, request);
    }
  }

  private void body(Page page, Fault fault, HttpServerRequest request) {
    var response = request.response();
    var bytes = page.bytes;
    response.putHeader("ETag", page.etag).putHeader("Content-Type", page.type);
    response.putHeader("Set-Cookie", "a=b").putHeader("Content-Security-Policy", "none");
    var range = page.ranges ? ByteRange.parse(request.getHeader("Range")) : null;
    var extent = range == null ? new Extent(0, bytes.length) : range.in(bytes.length);
    if (extent == null) {
      response
          .putHeader("Content-Range", "bytes */" + bytes.length)
          .setStatusCode(416)
          .end()
          .onFailure(_ -> {});
      return;
    }
    if (range != null) {
      response.setStatusCode(206).putHeader("Content-Range", extent.contentRange(bytes.length));
    }
    if (page.length) {
      response.putHeader("Content-Length", Long.toString(extent.length()));
    } else {
      response.setChunked(true);
    }
    int until =
        switch (fault) {
          case Fault.Cut(var after) -> (int) Math.min(extent.end(), extent.first() + after);
          case Fault.Stall(var after) -> (int) Math.min(extent.end(), extent.first() + after);
          case Fault.Status _, Fault.None _ -> (int) extent.end();
        };
    send(response, bytes, (int) extent.first(), until, fault);
  }

  private void send(HttpServerResponse response, byte[] bytes, int from, int until, Fault fault) {
    if (from == until) {
      switch (fault) {
        case Fault.Cut _ -> response.reset().onFailure(_ -> {});
        case Fault.Stall _ -> {}
        case Fault.Status _, Fault.None _ -> response.end().onFailure(_ -> {});
      }
      return;
    }
    int next = Math.min(until, from + PIECE);
    response
        .write(Buffer.buffer().appendBytes(bytes, from, next - from))
        .onSuccess(_ -> {
          written.addAndGet(next - from);
          send(response, bytes, next, until, fault);
        })
        .onFailure(_ -> {});
  }
}
