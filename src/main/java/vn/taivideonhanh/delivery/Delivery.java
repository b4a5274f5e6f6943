package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.plan.Convert;
import vn.taivideonhanh.plan.Embed;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.Text;

/**
 * Moves plans into responses. Make one in each verticle that serves, and use it on that verticle's
 * event loop only.
 */
public final class Delivery {
  /** How many streams of archives may read what they do not send, at a time. */
  private static final int SUMMING = 2;

  private final Vertx vertx;
  private final Upstream upstream;
  private final AppConfig.Relay limits;
  private final Workshop workshop;
  private final Survey survey;
  private final Feed feed;
  private final Turns turns = new Turns(SUMMING);

  /**
   * @param upstream made by the same verticle
   */
  public Delivery(Vertx vertx, Upstream upstream, AppConfig.Relay limits, Workshop workshop) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.limits = limits;
    this.workshop = workshop;
    this.survey = new Survey(vertx, upstream, limits, workshop.indexes());
    var ownNetwork = workshop.children().cage().ownNetwork();
    this.feed = new Feed(vertx, new FeedPlace(ownNetwork, workshop.directory()));
  }

  /**
   * Starts a stream into the client's response, which belongs to it from here on, its handlers
   * included; only after {@link Outcome#REFUSED}, or another end with a {@link Ended#failure}, is
   * it the caller's again, untouched but for a Content-Range that goes with a 416.
   */
  public Session start(DeliveryRequest request, HttpServerRequest client) {
    var pace = Pace.of(request, limits);
    var session = new Session(vertx, client.response(), limits.stall(), pace);
    var spout = Spout.of(client, workshop.tubes());
    if (spout != null) {
      session.outlet().offer(spout);
      session.atEnd(spout::close);
    }
    if (request.bytesPerSecond() > 0) {
      session.outlet().limit(vertx, request.bytesPerSecond());
      session.atEnd(session.outlet()::leave);
    }
    run(session, request);
    return session;
  }

  private void run(Session session, DeliveryRequest request) {
    var reading = new Reading(vertx, upstream, limits, session.meter());
    var shop = new FedFfmpeg.Shop(reading, workshop, feed);
    try {
      switch (request.plan()) {
        case StreamPlan.Direct plan -> new DirectLane(reading, session, request).run(plan);
        case StreamPlan.ExactMux plan -> new ExactLane(reading, session, request, survey).run(plan);
        case Segments plan -> new SegmentsLane(reading, session, request, survey).run(plan);
        case StreamPlan.Archive plan ->
            new ArchiveLane(
                    reading, session, request, new ArchiveLane.Means(survey, turns, this::run))
                .run(plan);
        case StreamPlan.Mux plan -> new MuxLane(session, request, shop).run(plan);
        case Embed plan -> new MuxLane(session, request, shop).run(plan);
        case Convert plan -> new ConvertLane(session, request, shop).run(plan);
        case Text plan -> new SubtitleLane(reading, session, request).run(plan);
        case StreamPlan.Pipe plan ->
            new PipeLane(session, request, new YtDlpChild(reading, session, workshop)).run(plan);
      }
    } catch (RuntimeException e) {
      session.fail(e);
    }
  }

  /** Closes what it has open of its own; running sessions are stopped by their owners first. */
  public Future<Void> close() {
    return feed.close();
  }
}
