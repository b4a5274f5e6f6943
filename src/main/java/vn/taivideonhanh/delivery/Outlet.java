package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
  private @Nullable Brake brake;
  private boolean full;
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

  /** Passes on no more than that many bytes a second, from now on. */
  void limit(Vertx vertx, long bytesPerSecond) {
    brake = new Brake(vertx, bytesPerSecond);
  }

  /** Forgets what is passed on; it has ended. */
  void leave() {
    passed = null;
    if (brake != null) {
      brake.leave();
    }
  }

  /** Passes a flow on until it ends; fails as the flow does. */
  Future<Void> pass(Flow flow) {
    passed = flow;
    flow.start(buffer -> {
      int length = buffer.readableBytes();
      write(buffer);
      full |= waiting >= WAITING;
      if (brake != null) {
        brake.sent(length);
      }
      if ((full || early()) && !held) {
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
    full &= waiting > WAITING / 2;
    if (held && passed != null && !full && !early()) {
      held = false;
      passed.resume();
    }
  }

  private boolean early() {
    return brake != null && brake.timer >= 0;
  }

  /** Whether there are bytes that the client has not taken yet. */
  boolean isWaiting() {
    return waiting > 0;
  }

  /** For how long bytes have waited without the client taking one, in nanoseconds. */
  long stalledFor() {
    return waiting == 0 ? 0 : System.nanoTime() - lastMove;
  }

  /** Holds the flow while it is early, by one timer at a time. */
  private final class Brake {
    private final Vertx vertx;
    private final RateCap cap;
    private long timer = -1;

    Brake(Vertx vertx, long bytesPerSecond) {
      this.vertx = vertx;
      this.cap = new RateCap(bytesPerSecond, System.nanoTime());
    }

    void sent(int bytes) {
      hold(cap.pause(bytes, System.nanoTime()));
    }

    private void hold(long millis) {
      if (timer < 0 && millis > 0) {
        timer = vertx.setTimer(millis, _ -> goOnUnlessEarly());
      }
    }

    private void goOnUnlessEarly() {
      timer = -1;
      // What was under way when the flow was paused came later.
      hold(cap.early(System.nanoTime()));
      goOn();
    }

    void leave() {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }
}
