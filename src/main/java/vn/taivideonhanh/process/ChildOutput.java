package vn.taivideonhanh.process;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A child's standard output on a Vert.x context. It starts paused; while it is paused, at most four
 * chunks of 64 KiB are read ahead, and then the child has to wait in its write(2).
 */
final class ChildOutput implements ReadStream<Buffer>, Runnable {
  private static final int CHUNK = 64 * 1024;
  private static final int AHEAD = 4;

  private final InputStream in;
  private final Context context;
  private final Semaphore ahead = new Semaphore(AHEAD);
  private final Queue<Buffer> waiting = new ArrayDeque<>();
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private long demand;
  private boolean ended;
  private boolean draining;

  ChildOutput(InputStream in, Context context) {
    this.in = in;
    this.context = context;
  }

  /** Reads to the end; runs on a thread of its own. */
  @Override
  public void run() {
    try (in) {
      for (var chunk = read(); chunk != null; chunk = read()) {
        var buffer = chunk;
        context.runOnContext(_ -> offer(buffer));
      }
    } catch (IOException _) {
      // The pipe is closed with the child: whether all was said, its exit code tells.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      context.runOnContext(_ -> offer(null));
    }
  }

  private @Nullable Buffer read() throws IOException, InterruptedException {
    ahead.acquire();
    var bytes = new byte[CHUNK];
    var length = in.read(bytes);
    return length < 0 ? null : Buffer.buffer(bytes).slice(0, length);
  }

  private synchronized void offer(@Nullable Buffer chunk) {
    if (chunk == null) {
      ended = true;
    } else {
      waiting.add(chunk);
    }
    drain();
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (demand > 0 && handler != null && !waiting.isEmpty()) {
        deliver(handler, waiting.remove());
      }
      if (ended && demand > 0 && waiting.isEmpty() && endHandler != null) {
        var last = endHandler;
        endHandler = null;
        last.handle(null);
      }
    } finally {
      draining = false;
    }
  }

  private void deliver(Handler<Buffer> to, Buffer chunk) {
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
    ahead.release();
    try {
      to.handle(chunk);
    } catch (RuntimeException e) {
      if (exceptionHandler != null) {
        exceptionHandler.handle(e);
      }
    }
  }

  /** Lets the child say the rest to nobody, so that it can end. */
  synchronized void discard() {
    handler = _ -> {};
    demand = Long.MAX_VALUE;
    context.runOnContext(_ -> fetchNow());
  }

  private synchronized void fetchNow() {
    drain();
  }

  @Override
  @CanIgnoreReturnValue
  public synchronized ChildOutput handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public synchronized ChildOutput endHandler(@Nullable Handler<Void> newHandler) {
    endHandler = newHandler;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public synchronized ChildOutput exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    exceptionHandler = newHandler;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public synchronized ChildOutput pause() {
    demand = 0;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public synchronized ChildOutput resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  @CanIgnoreReturnValue
  public synchronized ChildOutput fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    context.runOnContext(_ -> fetchNow());
    return this;
  }
}
