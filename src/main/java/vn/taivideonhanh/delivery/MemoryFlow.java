package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Bytes that are all there. */
record MemoryFlow(ByteBuf bytes) implements Flow {
  @Override
  public void start(Consumer<ByteBuf> body) {
    body.accept(bytes);
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public Future<Void> ended() {
    return Future.succeededFuture();
  }

  @Override
  public void abort() {}
}
