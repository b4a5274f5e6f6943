package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** One stream, from its request to its end. To be used on the event loop that started it. */
public final class Session {
  private static final long LONGEST_LOOK = 1_000;

  private final HttpServerResponse response;
  private final Meter meter;
  private final Outlet outlet;
  private final @Nullable Consumer<Flow> taker;
  private final Promise<Ended> ended = Promise.promise();
  private final Deque<Runnable> releases = new ArrayDeque<>();
  private boolean over;

  Session(Vertx vertx, HttpServerResponse response, Duration stall, Pace pace) {
    this.response = response;
    this.meter = new Meter();
    this.outlet = new Outlet(response, meter::sent);
    this.taker = null;
    response.closeHandler(_ -> left("closed"));
    response.exceptionHandler(_ -> left("broken"));
    long look = Math.clamp(stall.toMillis() / 4, 20, LONGEST_LOOK);
    long timer = vertx.setPeriodic(look, _ -> look(stall, pace));
    atEnd(() -> vertx.cancelTimer(timer));
  }

  private Session(Session whole, Consumer<Flow> taker) {
    this.response = whole.response;
    this.meter = whole.meter;
    this.outlet = whole.outlet;
    this.taker = taker;
    whole.atEnd(this::leave);
  }

  /**
   * A session for one of several parts of the response. Whatever a lane does to it ends the part
   * alone; with this session it ends, too.
   *
   * @param newTaker gets what the lane makes, in the place of the response
   */
  Session part(Consumer<Flow> newTaker) {
    return new Session(this, newTaker);
  }

  /**
   * Gives a body to the taker of a part.
   *
   * @param whole asked at the end: whether it had everything
   * @return false when this session is for a whole response
   */
  boolean hands(Flow flow, BooleanSupplier whole) {
    if (taker == null) {
      return false;
    }
    taker.accept(new SessionPart(this, flow, whole));
    return true;
  }

  /** Ends a part, and gives back what was taken for it. */
  void leave() {
    end(Outcome.CLIENT_LEFT, null, null);
  }

  /** The figures of this moment. */
  public Figures figures() {
    return meter.figures();
  }

  /** Succeeds at the end, whatever that is; never fails. */
  public Future<Ended> ended() {
    return ended.future();
  }

  /**
   * Ends the stream at once, and its children with it.
   *
   * @param outcome {@link Outcome#REVOKED} or {@link Outcome#DRAINED}
   */
  public void stop(Outcome outcome) {
    var failure =
        outcome == Outcome.REVOKED
            ? new Failure(ProblemCode.TOKEN_REVOKED, "Ask for a new link.")
            : new Failure(
                ProblemCode.UNAVAILABLE, "The server is going down.", Duration.ofSeconds(5));
    end(outcome, null, response.headWritten() ? null : failure);
  }

  Meter meter() {
    return meter;
  }

  Outlet outlet() {
    return outlet;
  }

  HttpServerResponse response() {
    return response;
  }

  boolean over() {
    return over;
  }

  /** Has something done at the end, however it comes; at once when it has come. */
  void atEnd(Runnable release) {
    if (over) {
      release.run();
    } else {
      releases.push(release);
    }
  }

  /** Ends the response cleanly: everything that was promised has been written. */
  void complete() {
    if (!over) {
      response
          .end()
          .onSuccess(_ -> end(Outcome.COMPLETE, null, null))
          .onFailure(_ -> left("closed"));
    }
  }

  /** The source failed: a problem before the first byte, a cut after it. */
  void fail(Throwable cause) {
    var failure = Failure.of(cause);
    if (taker == null && response.headWritten()) {
      end(Outcome.CUT, failure.code().slug(), null);
    } else {
      end(Outcome.REFUSED, failure.code().slug(), failure);
    }
  }

  private void left(String reason) {
    end(Outcome.CLIENT_LEFT, reason, null);
  }

  private void look(Duration stall, Pace pace) {
    // Once it has ended, Vert.x calls a response closed after which its connection is to be closed,
    // though much of it may wait to be written; complete() hears how that went.
    if (response.closed() && !response.ended()) {
      left("closed");
    } else if (outlet.stalledFor() > stall.toNanos()) {
      left("stalled");
    } else if (pace.tooSlow(System.nanoTime(), outlet.isWaiting(), meter.figures().sent())) {
      left("slow");
    }
  }

  private void end(Outcome outcome, @Nullable String reason, @Nullable Failure failure) {
    if (over) {
      return;
    }
    over = true;
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
    if (taker == null && outcome != Outcome.COMPLETE && response.headWritten()) {
      cut();
    }
    ended.complete(new Ended(outcome, reason, failure));
  }

  /** HTTP/1.1 closes the connection and HTTP/2 resets the stream, both without a clean end. */
  private void cut() {
    response.reset().onComplete(_ -> {}, _ -> {});
  }
}
