package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.splice.Sluice;
import vn.taivideonhanh.splice.Tube;

/**
 * Writes buffers into a response without copying them. Vert.x hands a wrapped buffer to Netty as
 * one that Netty can't release; so it is released here, when its write has ended either way. What
 * waits is counted here, too: Vert.x calls its queue full only after sixteen more buffers, which
 * may be 4 MiB.
 */
final class Outlet {
  /** How much may wait for the client, in bytes. */
  private static final int WAITING = 512 << 10;

  /** How much the kernel moves at a time, at most. The more, the fewer wake-ups at both ends. */
  private static final int LARGEST = 1 << 20;

  /** As much at a time as a slow client takes before somebody thinks that it takes nothing. */
  private static final int SMALLEST = 64 << 10;

  /** A client that takes longer for a piece gets smaller ones. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);

  private final HttpServerResponse response;
  private final LongConsumer taken;
  private @Nullable Spout spout;
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

  /** Offers to flows a way to the client that the kernel moves bytes on. */
  void offer(Spout newSpout) {
    spout = newSpout;
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
    Consumer<ByteBuf> body =
        buffer -> {
          int length = buffer.readableBytes();
          write(buffer);
          full |= waiting >= WAITING;
          if (brake != null) {
            brake.sent(length);
          }
          hold();
        };
    if (spout == null || brake != null) {
      flow.start(body);
    } else {
      flow.start(body, new Passage(spout));
    }
    return flow.ended();
  }

  private void hold() {
    if ((full || early()) && !held && passed != null) {
      held = true;
      passed.pause();
    }
  }

  void write(ByteBuf buffer) {
    if (response.closed() || response.ended()) {
      buffer.release();
      return;
    }
    int length = buffer.readableBytes();
    waits(length);
    response
        .write(BufferInternal.buffer(buffer))
        .onComplete(written -> {
          buffer.release();
          if (written.succeeded()) {
            took(length);
            goOn();
          } else {
            waiting -= length;
          }
        });
  }

  private void waits(long bytes) {
    if (waiting == 0) {
      lastMove = System.nanoTime();
    }
    waiting += bytes;
  }

  private void took(long bytes) {
    waiting -= bytes;
    lastMove = System.nanoTime();
    taken.accept(bytes);
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

  /** Past this process, into the same response. */
  private final class Passage implements Sluice {
    private final Spout out;
    private int most = SMALLEST;

    Passage(Spout out) {
      this.out = out;
    }

    @Override
    public @Nullable Tube tube() {
      return out.tube();
    }

    @Override
    public long most() {
      return most;
    }

    @Override
    public void moved(long bytes) {
      var from = out.tube();
      if (from == null || response.closed() || response.ended()) {
        return;
      }
      waits(bytes);
      full |= waiting >= WAITING;
      var began = System.nanoTime();
      out.write(from, bytes, Outlet.this::took)
          .onSuccess(_ -> {
            fit(System.nanoTime() - began);
            goOn();
          })
          .onFailure(_ -> {});
      hold();
    }

    private void fit(long nanos) {
      most = nanos < SOON ? Math.min(LARGEST, 2 * most) : Math.max(SMALLEST, most / 2);
    }

    @Override
    public void full() {
      full = true;
      hold();
    }
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
