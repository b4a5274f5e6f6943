package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.plan.StreamPlan;

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
    this.feed = new Feed(vertx);
  }

  /**
   * Starts a stream. The response belongs to it from here on, its handlers included; only after
   * {@link Outcome#REFUSED}, or another end with a {@link Ended#failure}, is it the caller's again,
   * untouched but for a Content-Range that goes with a 416.
   */
  public Session start(DeliveryRequest request, HttpServerResponse response) {
    var session = new Session(vertx, response, limits.stall());
    run(session, request);
    return session;
  }

  private void run(Session session, DeliveryRequest request) {
    var reading = new Reading(vertx, upstream, limits, session.meter());
    try {
      switch (request.plan()) {
        case StreamPlan.Direct plan -> new DirectLane(reading, session, request).run(plan);
        case StreamPlan.ExactMux plan -> new ExactLane(reading, session, request, survey).run(plan);
        case StreamPlan.Segments plan -> new SegmentsLane(reading, session, request).run(plan);
        case StreamPlan.Archive plan ->
            new ArchiveLane(
                    reading, session, request, new ArchiveLane.Means(survey, turns, this::run))
                .run(plan);
        case StreamPlan.Mux plan ->
            new MuxLane(session, request, new MuxLane.Shop(reading, workshop, feed)).run(plan);
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
