package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.analysis.QueueMessages.Event;
import vn.taivideonhanh.analysis.QueueMessages.Happened;
import vn.taivideonhanh.analysis.QueueMessages.Since;

/**
 * What happens to jobs, as Server-Sent Events. Who says which event was the last gets what has
 * happened since, or, when that is not kept any more, {@code reset}: then the lists are to be asked
 * for again. An event may come twice.
 */
final class QueueEvents {
  private static final Logger LOG = LoggerFactory.getLogger(QueueEvents.class);
  private static final Pattern AT = Pattern.compile("\\d{1,15}-\\d{1,10}");

  /** What all listeners hear has one name. */
  private static final String ALL = "";

  private final Vertx vertx;
  private final EventStreams streams;
  private final Switchboard<Event> news;

  QueueEvents(Vertx vertx, EventStreams streams) {
    this.vertx = vertx;
    this.streams = streams;
    this.news = Switchboard.hearing(vertx, QueueMessages.NEWS, _ -> ALL);
  }

  Future<Void> watch(RoutingContext ctx) {
    EventStreams.requireAccepted(ctx);
    var last = ctx.request().getHeader("Last-Event-ID");
    new Watch(last != null && AT.matcher(last).matches() ? last : null).start(ctx);
    return Future.succeededFuture();
  }

  /** An empty body: the event's name says it all. */
  record Reset() {}

  /** One client. */
  private final class Watch {
    private @Nullable EventStream events;
    private @Nullable String last;
    private Runnable deaf = () -> {};
    private boolean behind;

    Watch(@Nullable String last) {
      this.last = last;
    }

    void start(RoutingContext ctx) {
      events = streams.open(ctx, () -> deaf.run());
      deaf = news.listen(ALL, this::tell);
      if (last != null) {
        catchUp(last);
      }
    }

    private void catchUp(String from) {
      behind = true;
      QueueMessages.SINCE
          .ask(vertx, new Since(from))
          .onSuccess(happened -> tellAll(from, happened))
          .onFailure(cause -> {
            behind = false;
            reset(from);
            LOG.debug("what has happened is not known: {}", cause.getMessage());
          });
    }

    private void tellAll(String from, Happened happened) {
      behind = false;
      if (happened.events() == null) {
        reset(from);
      } else {
        happened.events().forEach(this::tell);
      }
    }

    private void reset(String from) {
      if (events != null && !events.send(from, "reset", new Reset())) {
        events.end();
      }
    }

    private void tell(Event event) {
      if (behind || events == null) {
        return;
      }
      if (events.send(event.at(), "job", event)) {
        last = event.at();
      } else {
        behind = true;
        events.whenDrained(() -> caughtUp(event));
      }
    }

    private void caughtUp(Event missed) {
      if (last != null) {
        catchUp(last);
      } else {
        behind = false;
        tell(missed);
      }
    }
  }
}
