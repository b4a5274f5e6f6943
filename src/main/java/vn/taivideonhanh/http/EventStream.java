package vn.taivideonhanh.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of Server-Sent Events (HTML standard, section 9.2). A client that takes nothing for
 * two heartbeats is let go, so that what waits for it stays small.
 */
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final long HEARTBEAT_MILLIS = 15_000;

  private final Vertx vertx;
  private final RoutingContext ctx;
  private final HttpServerResponse response;
  private final long heartbeat;
  private long id;
  private boolean slow;
  private boolean over;

  private EventStream(Vertx vertx, RoutingContext ctx) {
    this.vertx = vertx;
    this.ctx = ctx;
    this.response = ctx.response();
    this.heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> beat());
  }

  /**
   * Sends the head of the answer.
   *
   * @param closed called once, when either side has ended the stream
   */
  static EventStream open(Vertx vertx, RoutingContext ctx, Runnable closed) {
    ctx.response()
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        // Reverse proxies of the nginx kind hold back what they are not told to pass on.
        .putHeader("X-Accel-Buffering", "no");
    var stream = new EventStream(vertx, ctx);
    ctx.addEndHandler(_ -> stream.closed(closed));
    stream.write(": hello\n\n");
    return stream;
  }

  private void closed(Runnable then) {
    over = true;
    vertx.cancelTimer(heartbeat);
    then.run();
  }

  /** Sends one event, unless the client is behind: then false, and it is not sent. */
  boolean send(String name, Object data) {
    return send(Long.toString(id + 1), name, data);
  }

  /** The same with an id that means something to whoever gives it back. */
  boolean send(String itsId, String name, Object data) {
    if (over) {
      return true;
    }
    if (response.writeQueueFull()) {
      return false;
    }
    id++;
    write(event(itsId, name, data));
    return true;
  }

  /** Sends the last event, however far behind the client is, and ends the answer as whole. */
  void last(String name, Object data) {
    write(event(Long.toString(++id), name, data));
    end();
  }

  private static String event(String itsId, String name, Object data) {
    return "id: " + itsId + "\nevent: " + name + "\ndata: " + Wire.json(data) + "\n\n";
  }

  /** Calls back once, when the client has caught up. */
  void whenDrained(Runnable then) {
    response.drainHandler(_ -> then.run());
  }

  /** Ends the answer as whole. */
  void end() {
    if (!over) {
      Answers.end(ctx, Buffer.buffer()).onFailure(cause -> LOG.debug("client has left", cause));
    }
  }

  private void beat() {
    if (slow && response.writeQueueFull()) {
      ctx.request().connection().close().onFailure(cause -> LOG.debug("was closed", cause));
      return;
    }
    slow = response.writeQueueFull();
    if (!slow) {
      write(":\n\n");
    }
  }

  private void write(String text) {
    if (!over && !response.closed()) {
      response.write(text).onFailure(cause -> LOG.debug("client has left", cause));
    }
  }
}
