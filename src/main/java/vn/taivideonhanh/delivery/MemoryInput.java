package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Something short that is all there: subtitles. */
final class MemoryInput implements FeedInput {
  private final byte[] bytes;
  private final Promise<Void> failed = Promise.promise();

  MemoryInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public Future<ByteBuf> open() {
    return Future.succeededFuture(Unpooled.wrappedBuffer(bytes));
  }

  @Override
  public void serve(HttpServerRequest request) {
    request
        .response()
        .putHeader("Accept-Ranges", "none")
        .end(Buffer.buffer(bytes))
        .onComplete(_ -> {}, _ -> {});
  }

  @Override
  public Future<Void> failed() {
    return failed.future();
  }

  @Override
  public boolean whole() {
    return true;
  }

  @Override
  public void abort() {}
}
