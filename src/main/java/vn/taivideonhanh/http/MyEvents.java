package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.relay.RelayMessages.Progress;

/**
 * {@code /api/events}: one's downloads as they go on, whatever device and node they are on. What
 * runs comes first, and, for a client that says what it saw last, what has ended since. An event
 * says how a download is, so that one that comes twice does no harm.
 */
final class MyEvents {
  private static final Logger LOG = LoggerFactory.getLogger(MyEvents.class);
  private static final Pattern TIME = Pattern.compile("\\d{1,15}");

  /** Clocks of nodes may differ by as much. */
  private static final long ASKEW_MILLIS = 5_000;

  /** What a node that is cut off from this one tells is read in Redis so often. */
  private static final long LOOK_MILLIS = 10_000;

  private final Vertx vertx;
  private final EventStreams streams;
  private final Switchboard<Progress> progress;
  private final InstantSource clock;

  MyEvents(Vertx vertx, EventStreams streams, Switchboard<Progress> progress, InstantSource clock) {
    this.vertx = vertx;
    this.streams = streams;
    this.progress = progress;
    this.clock = clock;
  }

  void bind(Operations operations) {
    operations.events("watchDownloads", this::watch);
  }

  private Future<Void> watch(RoutingContext ctx) {
    EventStreams.requireAccepted(ctx);
    new Watch(ctx).start();
    return Future.succeededFuture();
  }

  /** One device that watches. */
  private final class Watch {
    private static final int REMEMBERED = 64;

    private final RoutingContext ctx;
    private final String person;
    private final Map<String, Progress> told =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Progress> eldest) {
            return size() > REMEMBERED;
          }
        };
    private @Nullable EventStream events;
    private Runnable deaf = () -> {};
    private long since;
    private boolean behind;

    Watch(RoutingContext ctx) {
      this.ctx = ctx;
      this.person = Call.of(ctx).caller().who().id();
      var last = ctx.request().getHeader("Last-Event-ID");
      this.since =
          last != null && TIME.matcher(last).matches()
              ? Math.max(0, Long.parseLong(last) - LOOK_MILLIS - ASKEW_MILLIS)
              : Long.MAX_VALUE;
    }

    void start() {
      events = streams.open(ctx, () -> deaf.run());
      var listening = progress.listen(person, this::tell);
      var looking = vertx.isClustered() ? vertx.setPeriodic(LOOK_MILLIS, _ -> catchUp()) : -1;
      deaf =
          () -> {
            listening.run();
            vertx.cancelTimer(looking);
          };
      catchUp();
    }

    private void catchUp() {
      var now = clock.millis();
      RelayMessages.DOWNLOADS
          .ask(vertx, new Ask(person, since))
          .onSuccess(downloads -> {
            tellAll(downloads);
            if (!behind) {
              since = now - ASKEW_MILLIS;
            }
          })
          .onFailure(cause -> LOG.debug("downloads were not read: {}", cause.getMessage()));
    }

    private void tellAll(Downloads downloads) {
      behind = false;
      downloads.ended().reversed().forEach(this::tell);
      downloads.running().forEach(this::tell);
    }

    private void tell(Progress now) {
      var before = told.get(now.streamId());
      var old = before != null && (before.at() > now.at() || before.outcome() != null);
      if (old || behind || events == null) {
        return;
      }
      if (events.send(Long.toString(now.at()), "download", MineView.Download.of(now))) {
        told.put(now.streamId(), now);
      } else {
        behind = true;
        events.whenDrained(this::catchUp);
      }
    }
  }
}
