package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.LongConsumer;

/**
 * Writes buffers into a response without copying them. Vert.x hands a wrapped buffer to Netty as
 * one that Netty can't release; so it is released here, when its write has ended either way.
 */
final class Outlet {
  /** How much may wait for the client, in bytes. */
  private static final int WAITING = 256 << 10;

  private final HttpServerResponse response;
  private final LongConsumer taken;
  private int waiting;
  private long lastMove = System.nanoTime();

  /**
   * @param taken told how many bytes the socket has just taken
   */
  Outlet(HttpServerResponse response, LongConsumer taken) {
    this.response = response;
    this.taken = taken;
    response.setWriteQueueMaxSize(WAITING);
  }

  /** Passes a flow on until it ends; fails as the flow does. */
  Future<Void> pass(Flow flow) {
    response.drainHandler(_ -> flow.resume());
    flow.start(buffer -> {
      write(buffer);
      if (response.writeQueueFull()) {
        flow.pause();
      }
    });
    return flow.ended();
  }

  void write(ByteBuf buffer) {
    if (response.closed() || response.ended()) {
      buffer.release();
      return;
    }
    if (waiting++ == 0) {
      lastMove = System.nanoTime();
    }
    int length = buffer.readableBytes();
    response
        .write(BufferInternal.buffer(buffer))
        .onComplete(written -> {
          buffer.release();
          waiting--;
          if (written.succeeded()) {
            lastMove = System.nanoTime();
            taken.accept(length);
          }
        });
  }

  /** For how long bytes have waited without the client taking one, in nanoseconds. */
  long stalledFor() {
    return waiting == 0 ? 0 : System.nanoTime() - lastMove;
  }
}
