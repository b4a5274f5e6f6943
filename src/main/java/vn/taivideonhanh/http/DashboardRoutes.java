package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.monitoring.MonitoringMessages;
import vn.taivideonhanh.monitoring.MonitoringMessages.AskFigures;
import vn.taivideonhanh.monitoring.MonitoringMessages.AskHealth;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Survey;
import vn.taivideonhanh.samples.SampleMessages;
import vn.taivideonhanh.samples.SampleMessages.AskCharts;
import vn.taivideonhanh.samples.SampleMessages.AskSites;
import vn.taivideonhanh.samples.SampleMessages.Charts;
import vn.taivideonhanh.samples.SampleMessages.Sampled;
import vn.taivideonhanh.samples.SampleMessages.Site;

/**
 * What admins see of the servers at a glance: charts, sites, and the node's state as it changes.
 */
final class DashboardRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(DashboardRoutes.class);

  /** Parts are asked every two seconds at most, so more often would tell the same. */
  private static final long STATE_MILLIS = 3_000;

  /** What all watchers hear has one name. */
  private static final String ALL = "";

  private final Vertx vertx;
  private final EventStreams streams;
  private final Switchboard<Sampled> samples;

  DashboardRoutes(Vertx vertx, EventStreams streams) {
    this.vertx = vertx;
    this.streams = streams;
    this.samples = Switchboard.hearing(vertx, SampleMessages.SAMPLED, _ -> ALL);
  }

  void bind(Operations operations) {
    operations.on("charts", this::charts);
    operations.on("sites", this::sites);
    operations.events("watchServer", this::watch);
  }

  private Future<Void> charts(RoutingContext ctx) {
    var minutes = Input.of(ctx).parameters().getInteger("minutes", 1440);
    return SampleMessages.CHARTS
        .ask(vertx, new AskCharts(minutes))
        .compose(charts -> Answers.json(ctx, 200, ChartsView.of(charts)));
  }

  private Future<Void> sites(RoutingContext ctx) {
    return SampleMessages.SITES
        .ask(vertx, new AskSites())
        .compose(all ->
            Answers.json(ctx, 200, new SitesView(all.sites().stream().map(SiteView::of).toList())));
  }

  private Future<Void> watch(RoutingContext ctx) {
    EventStreams.requireAccepted(ctx);
    new Watch().start(ctx);
    return Future.succeededFuture();
  }

  /** One client; what it cannot take in time is left out, since the next event replaces it. */
  private final class Watch {
    private @Nullable EventStream events;
    private Runnable deaf = () -> {};
    private long timer = -1;
    private @Nullable Record streamsTold;
    private @Nullable Record queueTold;

    void start(RoutingContext ctx) {
      events = streams.open(ctx, this::stop);
      deaf =
          samples.listen(
              ALL,
              sampled -> {
                var _ = send("sampled", SampledView.of(sampled));
              });
      timer = vertx.setPeriodic(0, STATE_MILLIS, _ -> tell());
    }

    private void tell() {
      tellState();
      tellStreams();
      tellQueue();
    }

    private void stop() {
      deaf.run();
      vertx.cancelTimer(timer);
    }

    private void tellState() {
      MonitoringMessages.HEALTH
          .ask(vertx, new AskHealth())
          .compose(health ->
              MonitoringMessages.FIGURES
                  .ask(vertx, new AskFigures())
                  .map(figures -> new State(HealthView.of(health), SummaryView.of(figures))))
          .onSuccess(state -> {
            var _ = send("state", state);
          })
          .onFailure(cause -> LOG.debug("the state is not known: {}", cause.getMessage()));
    }

    /** What is the same as the last time is not told again. */
    private void tellStreams() {
      RelayMessages.SURVEY
          .ask(vertx, new Survey(StreamAdmin.STREAMS))
          .map(StreamAdmin.Streams::of)
          .onSuccess(streams -> {
            if (!streams.equals(streamsTold) && send("streams", streams)) {
              streamsTold = streams;
            }
          })
          .onFailure(cause -> LOG.debug("streams are not known: {}", cause.getMessage()));
    }

    private void tellQueue() {
      QueueMessages.SURVEY
          .ask(vertx, new QueueMessages.Survey())
          .onSuccess(queue -> {
            if (!queue.equals(queueTold) && send("queue", queue)) {
              queueTold = queue;
            }
          })
          .onFailure(cause -> LOG.debug("the queue is not known: {}", cause.getMessage()));
    }

    /** Whether it was sent: a client that is behind is told the next time. */
    private boolean send(String name, Object data) {
      return events != null && events.send(name, data);
    }
  }

  /** Schema {@code ServerState}. */
  record State(HealthView health, SummaryView figures) {}

  /** The data of {@code sampled}. */
  record SampledView(String at) {
    static SampledView of(Sampled sampled) {
      return new SampledView(Wire.time(sampled.at()));
    }
  }

  /** Schema {@code Sites}. */
  record SitesView(List<SiteView> sites) {}

  /** Schema {@code Site}. */
  record SiteView(
      String name,
      long done,
      long failed,
      Map<String, Long> failures,
      @Nullable String lastDone,
      @Nullable String lastFailed,
      @Nullable String lastFailure) {
    static SiteView of(Site site) {
      return new SiteView(
          site.name(),
          site.done(),
          site.failed(),
          site.failures(),
          Wire.timeOrNull(site.lastDone()),
          Wire.timeOrNull(site.lastFailed()),
          site.lastFailure());
    }
  }

  /** Schema {@code Charts}. */
  record ChartsView(
      String from,
      int stepSeconds,
      List<@Nullable Double> streams,
      List<@Nullable Double> bytes,
      List<@Nullable Double> truncated,
      List<@Nullable Double> waiting,
      List<@Nullable Double> active,
      List<@Nullable Double> queueMillis,
      List<@Nullable Double> requests,
      List<@Nullable Double> failed,
      List<@Nullable Double> lagMillis,
      List<@Nullable Double> memoryBytes,
      List<@Nullable Double> cpu) {
    static ChartsView of(Charts charts) {
      return new ChartsView(
          Wire.time(charts.from()),
          charts.stepSeconds(),
          charts.streams(),
          charts.bytes(),
          charts.truncated(),
          charts.waiting(),
          charts.active(),
          charts.queueMillis(),
          charts.requests(),
          charts.failed(),
          charts.lagMillis(),
          charts.memoryBytes(),
          charts.cpu());
    }
  }
}
