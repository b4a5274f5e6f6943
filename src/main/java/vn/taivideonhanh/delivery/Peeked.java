package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** A flow whose first bytes are looked at before somebody takes them. */
final class Peeked implements Flow {
  private final Flow flow;
  private final Promise<ByteBuf> first = Promise.promise();
  private final Deque<ByteBuf> held = new ArrayDeque<>();
  private @Nullable Consumer<ByteBuf> body;
  private boolean paused;
  private boolean over;

  Peeked(Flow flow) {
    this.flow = flow;
  }

  /** The first bytes, only to be looked at. Fails when there is none. */
  Future<ByteBuf> first() {
    flow.start(this::took);
    flow.ended()
        .onSuccess(_ ->
            first.tryFail(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site's file is empty.")))
        .onFailure(first::tryFail);
    return first.future();
  }

  private void took(ByteBuf buffer) {
    var taker = body;
    if (over) {
      buffer.release();
    } else if (taker != null) {
      taker.accept(buffer);
    } else {
      held.add(buffer);
      flow.pause();
      first.tryComplete(buffer);
    }
  }

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    while (!held.isEmpty()) {
      newBody.accept(held.remove());
    }
    body = newBody;
    if (!paused && !over) {
      flow.resume();
    }
  }

  @Override
  public void pause() {
    paused = true;
    flow.pause();
  }

  @Override
  public void resume() {
    paused = false;
    if (body != null) {
      flow.resume();
    }
  }

  @Override
  public Future<Void> ended() {
    return flow.ended();
  }

  @Override
  public void abort() {
    over = true;
    flow.abort();
    while (!held.isEmpty()) {
      held.remove().release();
    }
  }
}
