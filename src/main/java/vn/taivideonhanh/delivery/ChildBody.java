package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;

/**
 * A response whose body a child writes: of unknown length, without ranges, and begun only when the
 * first bytes have come.
 */
record ChildBody(Session session, DeliveryRequest request) {
  /** Whether a body is to be made; otherwise the response has its end. */
  boolean wanted() {
    switch (Conditions.of(request.headers()).judge(null)) {
      case FAILED ->
          session.fail(new Failure(ProblemCode.PRECONDITION_FAILED, "It has no fixed content."));
      case NOT_MODIFIED -> {
        head();
        session.response().setStatusCode(304);
        session.complete();
      }
      case PROCEED -> {
        if (!request.head()) {
          return true;
        }
        head();
        session.complete();
      }
    }
    return false;
  }

  /**
   * Starts a child that ends with the session, whichever comes first.
   *
   * @param patience how long neither the child nor its sources may stand still
   */
  Future<ChildFlow> spawn(Children children, ChildSpec spec, Duration patience) {
    return children
        .spawn(spec)
        .map(child -> {
          var watch = new StallWatch(children.vertx(), patience);
          var flow = new ChildFlow(child, () -> session.figures().upstream(), watch);
          session.atEnd(flow::abort);
          return flow;
        });
  }

  /**
   * Passes on what the child writes.
   *
   * @param patch changes the beginning
   * @param whole asked at the end: whether the child had everything
   */
  void pass(Flow child, DurationPatch patch, BooleanSupplier whole) {
    if (session.over()) {
      return;
    }
    var patched = new Patched(child, patch, this::begin);
    session
        .outlet()
        .pass(patched)
        .onSuccess(_ -> end(whole.getAsBoolean()))
        .onFailure(session::fail);
  }

  private void end(boolean whole) {
    if (whole && session.response().headWritten()) {
      session.complete();
    } else {
      session.fail(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The media is not whole."));
    }
  }

  private void begin() {
    head();
    session.response().setChunked(true);
  }

  private void head() {
    new ResponseHead(request.plan().head(), request.inline())
        .write(session.response(), null, false);
  }
}
