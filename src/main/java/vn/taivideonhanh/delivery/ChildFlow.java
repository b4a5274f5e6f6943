package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.ChildProcess;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Exit;

/** What a child writes; whole only when the child has ended with code 0. */
final class ChildFlow implements Flow {
  private static final Logger LOG = LoggerFactory.getLogger(ChildFlow.class);

  /** Bytes of sources that a child may take without writing one: far more than between two keys. */
  private static final long MOST_FOR_NOTHING = 256L << 20;

  private final ChildProcess child;
  private final LongSupplier progress;
  private final StallWatch watch;
  private final Promise<Void> ended = Promise.promise();
  private boolean paused;
  private boolean over;
  private long last;

  /** The progress when the child wrote last. */
  private long paid;

  /**
   * @param progress what else than output shows that the child is at work
   */
  ChildFlow(ChildProcess child, LongSupplier progress, StallWatch watch) {
    this.child = child;
    this.progress = progress;
    this.watch = watch;
  }

  /**
   * Starts a child that ends with the session, whichever comes first.
   *
   * @param patience how long neither the child nor its sources may stand still
   */
  static Future<ChildFlow> spawn(
      Children children, ChildSpec spec, Session session, Duration patience) {
    return children
        .spawn(spec)
        .map(child -> {
          var watch = new StallWatch(children.vertx(), patience);
          var flow = new ChildFlow(child, () -> session.figures().upstream(), watch);
          session.atEnd(flow::abort);
          return flow;
        });
  }

  @Override
  public void start(Consumer<ByteBuf> body) {
    watch.start(this::look);
    child
        .stdout()
        .endHandler(_ -> child.exit().onSuccess(this::exited).onFailure(ended::tryFail))
        .handler(part -> took(part, body))
        .resume();
  }

  private void took(Buffer part, Consumer<ByteBuf> body) {
    if (!over) {
      watch.moved();
      paid = progress.getAsLong();
      body.accept(((BufferInternal) part).getByteBuf());
    }
  }

  private void exited(Exit exit) {
    if (over) {
      return;
    }
    over = true;
    watch.stop();
    if (exit.clean()) {
      ended.complete();
    } else {
      // Its text is for operators only: it may name addresses and paths.
      LOG.info("child {} ended with {}: {}", child.pid(), exit.code(), LogText.of(exit.errors()));
      ended.fail(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The media could not be read."));
    }
  }

  private void look() {
    long now = progress.getAsLong();
    if (now - paid > MOST_FOR_NOTHING) {
      abort();
      ended.fail(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The media could not be read."));
    } else if (paused || now != last) {
      last = now;
      watch.moved();
    } else if (watch.expired()) {
      abort();
      ended.fail(new Failure(ProblemCode.SITE_TIMEOUT, "The site stopped sending."));
    }
  }

  @Override
  public void pause() {
    paused = true;
    child.stdout().pause();
  }

  @Override
  public void resume() {
    paused = false;
    watch.moved();
    child.stdout().resume();
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  @Override
  public void abort() {
    over = true;
    watch.stop();
    child.kill().onComplete(_ -> {}, _ -> {});
  }
}
