package vn.taivideonhanh.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes one body, a chunk at a time: the next is read when the last has left. */
final class Pour {
  private static final int CHUNK = 128 * 1024;
  private static final int TICKS_PER_SECOND = 10;

  private final Vertx vertx;
  private final Content content;
  private final Transfer transfer;
  private final HttpServerResponse response;
  private final HttpConnection connection;
  private long position;
  private boolean closed;

  Pour(Vertx vertx, Content content, Transfer transfer, HttpServerRequest request) {
    this.vertx = vertx;
    this.content = content;
    this.transfer = transfer;
    this.response = request.response();
    this.connection = request.connection();
    this.position = transfer.start();
  }

  void start() {
    response.closeHandler(_ -> release());
    response.exceptionHandler(_ -> release());
    next();
  }

  private void next() {
    if (closed) {
      return;
    }
    if (position == transfer.stop()) {
      end();
      return;
    }
    content
        .read(position, (int) Math.min(chunk(), transfer.stop() - position))
        .onSuccess(this::write)
        .onFailure(_ -> cut());
  }

  private long chunk() {
    var rate = transfer.bytesPerSecond();
    return rate == 0 ? CHUNK : Math.clamp(rate / TICKS_PER_SECOND, 1, CHUNK);
  }

  private void write(Buffer bytes) {
    if (closed) {
      return;
    }
    position += bytes.length();
    response.write(bytes).onSuccess(_ -> later(bytes.length())).onFailure(_ -> release());
  }

  private void later(int written) {
    if (transfer.bytesPerSecond() == 0) {
      next();
    } else {
      var _ = vertx.setTimer(Math.max(1, 1000L * written / transfer.bytesPerSecond()), _ -> next());
    }
  }

  private void end() {
    switch (transfer.ending()) {
      case CLEAN -> response.end().onComplete(_ -> release());
      case CUT -> cut();
      case SILENCE -> {
        // The connection stays as it is until the client or the site closes it.
      }
      case REPEAT -> {
        position = transfer.start();
        next();
      }
    }
  }

  private void cut() {
    // Whatever was promised is seen by the client before the connection closes.
    var seen = response.headWritten() ? Future.<Void>succeededFuture() : response.writeHead();
    seen.eventually(connection::close).onComplete(_ -> release());
  }

  private void release() {
    if (!closed) {
      closed = true;
      content.close().onComplete(_ -> {});
    }
  }
}
