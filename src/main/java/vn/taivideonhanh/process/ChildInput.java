package vn.taivideonhanh.process;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A child's standard input. What is written waits in memory for the child to read it; {@link
 * #writeQueueFull} tells when that is more than 256 KiB, unless set otherwise.
 */
final class ChildInput implements WriteStream<Buffer> {
  private final OutputStream out;
  private final Context context;
  private final ExecutorService writer;
  private final AtomicLong queued = new AtomicLong();
  private volatile long most = 256 * 1024;
  private volatile @Nullable Handler<Void> drainHandler;
  private volatile @Nullable Handler<Throwable> exceptionHandler;

  ChildInput(OutputStream out, Context context, String name) {
    this.out = out;
    this.context = context;
    this.writer = Executors.newSingleThreadExecutor(Children.threads(name + "-stdin"));
  }

  @Override
  public Future<Void> write(Buffer data) {
    var length = data.length();
    queued.addAndGet(length);
    return submit(() -> {
      out.write(data.getBytes());
      out.flush();
      drained(length);
    });
  }

  @Override
  public Future<Void> end() {
    var closed = submit(out::close);
    writer.shutdown();
    return closed;
  }

  private void drained(int length) {
    var before = queued.getAndAdd(-length);
    var handler = drainHandler;
    if (handler != null && before > most / 2 && before - length <= most / 2) {
      context.runOnContext(handler);
    }
  }

  private Future<Void> submit(Write write) {
    var done = new CompletableFuture<@Nullable Void>();
    try {
      writer.execute(() -> run(write, done));
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(new IOException("the child's input is closed", e));
    }
    return Future.fromCompletionStage(done, context).mapEmpty();
  }

  private void run(Write write, CompletableFuture<@Nullable Void> done) {
    try {
      write.run();
      done.complete(null);
    } catch (IOException e) {
      done.completeExceptionally(e);
      var handler = exceptionHandler;
      if (handler != null) {
        context.runOnContext(_ -> handler.handle(e));
      }
    }
  }

  /** The child has ended: nothing more can be written, and a write under way fails. */
  void abandon() {
    var _ = writer.shutdownNow();
  }

  @Override
  public boolean writeQueueFull() {
    return queued.get() > most;
  }

  @Override
  @CanIgnoreReturnValue
  public ChildInput setWriteQueueMaxSize(int maxSize) {
    most = maxSize;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public ChildInput drainHandler(@Nullable Handler<Void> newHandler) {
    drainHandler = newHandler;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public ChildInput exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    exceptionHandler = newHandler;
    return this;
  }

  /** One blocking act on the pipe. */
  private interface Write {
    void run() throws IOException;
  }
}
