package vn.taivideonhanh.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** How many streams of this node may have a child at once; one for all event loops. */
public final class ChildSlots {
  private static final Duration LATER = Duration.ofSeconds(15);

  private final Semaphore free;

  /**
   * @param most {@code relay.childrenAtOnce}
   */
  public ChildSlots(int most) {
    free = new Semaphore(most);
  }

  /**
   * Takes a slot until the session ends.
   *
   * @throws Failure {@code UNAVAILABLE} when there is none
   */
  void take(Session session) {
    if (!free.tryAcquire()) {
      throw new Failure(ProblemCode.UNAVAILABLE, "Too many files are being joined.", LATER);
    }
    session.atEnd(free::release);
  }
}
