package vn.taivideonhanh.delivery;

import java.util.function.BooleanSupplier;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

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
   * Passes on what the child writes.
   *
   * @param patch changes the beginning
   * @param whole asked at the end: whether the child had everything
   */
  void pass(Flow child, HeadPatch patch, BooleanSupplier whole) {
    if (session.over()) {
      return;
    }
    if (session.hands(new Patched(child, patch, () -> {}), whole)) {
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
