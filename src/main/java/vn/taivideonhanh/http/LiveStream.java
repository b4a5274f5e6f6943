package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.delivery.Ended;
import vn.taivideonhanh.delivery.Session;
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
  private final Session session;
  private final long timer;

  LiveStream(Vertx vertx, Opened opened, Session session) {
    this.vertx = vertx;
    this.streamId = opened.streamId();
    this.session = session;
    this.timer = vertx.setPeriodic(REPORT_MILLIS, _ -> report());
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
    return new Report(streamId, now.promised(), now.offset(), now.sent(), now.upstream());
  }

  /** Closes the book; the relay gives the slot back even when it cannot be told. */
  Future<Void> close(Ended end) {
    vertx.cancelTimer(timer);
    var outcome = outcome(end.outcome());
    return RelayMessages.CLOSE
        .ask(vertx, new Close(figures(), outcome, session.figures().retries(), end.reason()))
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
