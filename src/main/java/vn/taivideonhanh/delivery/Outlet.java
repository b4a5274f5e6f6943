package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes buffers into a response without copying them. Vert.x hands a wrapped buffer to Netty as
 * one that Netty can't release; so it is released here, when its write has ended either way. What
 * waits is counted here, too: Vert.x calls its queue full only after sixteen more buffers, which
 * may be 4 MiB.
 */
final class Outlet {
  /** How much may wait for the client, in bytes. */
  private static final int WAITING = 512 << 10;

  private final HttpServerResponse response;
  private final LongConsumer taken;
  private @Nullable Flow passed;
  private long waiting;
  private boolean held;
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
    passed = flow;
    flow.start(buffer -> {
      write(buffer);
      if (waiting >= WAITING && !held) {
        held = true;
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
    if (waiting == 0) {
      lastMove = System.nanoTime();
    }
    int length = buffer.readableBytes();
    waiting += length;
    response
        .write(BufferInternal.buffer(buffer))
        .onComplete(written -> {
          buffer.release();
          waiting -= length;
          if (written.succeeded()) {
            lastMove = System.nanoTime();
            taken.accept(length);
            goOn();
          }
        });
  }

  private void goOn() {
    if (held && passed != null && waiting <= WAITING / 2) {
      held = false;
      passed.resume();
    }
  }

  /** Whether there are bytes that the client has not taken yet. */
  boolean isWaiting() {
    return waiting > 0;
  }

  /** For how long bytes have waited without the client taking one, in nanoseconds. */
  long stalledFor() {
    return waiting == 0 ? 0 : System.nanoTime() - lastMove;
  }
}
