package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.delivery.Ended;
import vn.taivideonhanh.delivery.Session;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Report;

/** Keeps the relay's book of one stream: a report each second, and the end. */
final class LiveStream {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
  private static final long REPORT_MILLIS = 1_000;

  private final Vertx vertx;
  private final String streamId;
  private final Lane lane;
  private final Session session;
  private final StreamMeters meters;
  private final long timer;
  private long counted;

  LiveStream(Vertx vertx, Opened opened, Session session, StreamMeters meters) {
    this.vertx = vertx;
    this.streamId = opened.streamId();
    this.lane = opened.plan().lane();
    this.session = session;
    this.meters = meters;
    this.timer = vertx.setPeriodic(REPORT_MILLIS, _ -> report());
    meters.opened(lane);
  }

  void stop(Outcome outcome) {
    session.stop(
        outcome == Outcome.REVOKED
            ? vn.taivideonhanh.delivery.Outcome.REVOKED
            : vn.taivideonhanh.delivery.Outcome.DRAINED);
  }

  private void report() {
    RelayMessages.REPORT
        .ask(vertx, figures())
        .onFailure(cause -> LOG.debug("stream {} is not noted", streamId, cause));
  }

  private Report figures() {
    var now = session.figures();
    meters.sent(lane, now.sent() - counted);
    counted = now.sent();
    return new Report(streamId, now.promised(), now.offset(), now.sent(), now.upstream());
  }

  /** Closes the book; the relay gives the slot back even when it cannot be told. */
  Future<Void> close(Ended end) {
    vertx.cancelTimer(timer);
    var outcome = outcome(end.outcome());
    var last = figures();
    meters.closed(lane, outcome);
    return RelayMessages.CLOSE
        .ask(vertx, new Close(last, outcome, session.figures().retries(), end.reason()))
        .onFailure(cause -> LOG.warn("stream {} is not closed in the books", streamId, cause))
        .mapEmpty();
  }

  private static Outcome outcome(vn.taivideonhanh.delivery.Outcome outcome) {
    return switch (outcome) {
      case COMPLETE -> Outcome.COMPLETE;
      case CLIENT_LEFT -> Outcome.CLIENT_LEFT;
      case CUT -> Outcome.CUT;
      case REVOKED -> Outcome.REVOKED;
      case DRAINED -> Outcome.DRAINED;
      case REFUSED -> Outcome.REFUSED;
    };
  }
}
