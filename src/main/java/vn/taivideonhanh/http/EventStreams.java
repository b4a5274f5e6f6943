package vn.taivideonhanh.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** The event streams of one event loop: so many for a person, and all ended when it stops. */
final class EventStreams {
  /** Open at once for one person, on this node. */
  static final int MOST = 16;

  private final Vertx vertx;
  private final Seats seats;
  private final Map<EventStream, String> open = new HashMap<>();
  private boolean leaving;

  EventStreams(Vertx vertx, Seats seats) {
    this.vertx = vertx;
    this.seats = seats;
  }

  /** Fails the request unless its {@code Accept} allows an event stream. */
  static void requireAccepted(RoutingContext ctx) {
    var accept = ctx.request().getHeader("Accept");
    if (accept != null
        && !accept.contains("text/event-stream")
        && !accept.contains("text/*")
        && !accept.contains("*/*")) {
      throw new Failure(ProblemCode.NOT_ACCEPTABLE, "Accept text/event-stream.");
    }
  }

  /**
   * Opens a stream.
   *
   * @param closed called once, when either side has ended it
   * @throws Failure {@code UNAVAILABLE} when the person has too many, or the node is about to end
   */
  EventStream open(RoutingContext ctx, Runnable closed) {
    if (leaving) {
      throw new Failure(
          ProblemCode.UNAVAILABLE,
          "This server is going down; ask again in a moment.",
          Duration.ofSeconds(2));
    }
    var person = Call.of(ctx).caller().who().id();
    if (!seats.take(person)) {
      throw new Failure(
          ProblemCode.UNAVAILABLE,
          "You watch " + MOST + " things already; close one of them.",
          Duration.ofSeconds(10));
    }
    var stream = new Holder();
    stream.value =
        EventStream.open(
            vertx,
            ctx,
            () -> {
              seats.leave(person);
              stream.ifPresent(open::remove);
              closed.run();
            });
    stream.ifPresent(opened -> open.put(opened, person));
    return stream.value;
  }

  /** Ends all of them, and opens none any more: who watches comes back by itself, to another. */
  void leave() {
    leaving = true;
    List.copyOf(open.keySet()).forEach(EventStream::end);
  }

  /** Ends those of one person; who may still watch comes back by itself, as the standard says. */
  void endOf(String person) {
    List.copyOf(open.keySet()).stream()
        .filter(stream -> person.equals(open.get(stream)))
        .forEach(EventStream::end);
  }

  /** The stream that its own end refers to. */
  private static final class Holder {
    @Nullable EventStream value;

    void ifPresent(Consumer<EventStream> then) {
      if (value != null) {
        then.accept(value);
      }
    }
  }
}
