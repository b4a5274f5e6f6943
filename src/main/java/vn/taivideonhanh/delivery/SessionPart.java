package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * What a lane makes for one part of a response. It ends well only when the lane says that it is
 * whole, and what the lane has taken for it is given back then.
 */
final class SessionPart implements Flow {
  private final Session session;
  private final Flow flow;
  private final BooleanSupplier whole;
  private final Promise<Void> ended = Promise.promise();
  private boolean begun;

  SessionPart(Session session, Flow flow, BooleanSupplier whole) {
    this.session = session;
    this.flow = flow;
    this.whole = whole;
  }

  @Override
  public void start(Consumer<ByteBuf> body) {
    session.ended().onSuccess(end -> ended.tryFail(ArchiveEntries.why(end)));
    flow.start(bytes -> {
      begun = true;
      body.accept(bytes);
    });
    flow.ended().onSuccess(_ -> finish()).onFailure(this::fail);
  }

  private void finish() {
    if (begun && whole.getAsBoolean()) {
      ended.tryComplete();
      session.leave();
    } else {
      fail(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The media is not whole."));
    }
  }

  private void fail(Throwable cause) {
    ended.tryFail(cause);
    session.leave();
  }

  @Override
  public void pause() {
    flow.pause();
  }

  @Override
  public void resume() {
    flow.resume();
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  @Override
  public void abort() {
    flow.abort();
    session.leave();
  }
}
