package vn.taivideonhanh.delivery;

import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Answers a GET or HEAD for a file as RFC 9110 says: conditions (section 13), then ranges (section
 * 14). Several ranges in one request get the whole file, which section 14.2 allows.
 */
final class Responder {
  private final Session session;
  private final DeliveryRequest request;

  Responder(Session session, DeliveryRequest request) {
    this.session = session;
    this.request = request;
  }

  /** The range that is asked for; a HEAD has none, section 14.2. */
  @Nullable ByteRange wanted() {
    return request.head() ? null : ByteRange.parse(request.headers().get("Range"));
  }

  /** Answers, and ends the session when the last byte has left, or none will. */
  void answer(Representation file) {
    if (session.over()) {
      return;
    }
    var conditions = Conditions.of(request.headers());
    switch (conditions.judge(file.etag())) {
      case FAILED -> session.fail(new Failure(ProblemCode.PRECONDITION_FAILED, "It has changed."));
      case NOT_MODIFIED -> {
        head(file).setStatusCode(304);
        session.complete();
      }
      case PROCEED -> {
        var range = file.ranged() && conditions.rangeHolds(file.etag()) ? wanted() : null;
        if (file.length() < 0) {
          send(file, null, false);
        } else if (range == null) {
          send(file, new Extent(0, file.length()), false);
        } else {
          part(file, range.in(file.length()));
        }
      }
    }
  }

  private void part(Representation file, @Nullable Extent extent) {
    if (extent == null) {
      session.response().putHeader("Content-Range", "bytes */" + file.length());
      session.fail(
          new Failure(ProblemCode.RANGE_NOT_SATISFIABLE, "It has " + file.length() + " bytes."));
    } else {
      send(file, extent, true);
    }
  }

  private void send(Representation file, @Nullable Extent extent, boolean part) {
    if (request.head()) {
      measure(head(file), extent);
      session.complete();
      return;
    }
    file.opening()
        .open(extent)
        .onSuccess(flow -> {
          if (session.over()) {
            flow.abort();
            return;
          }
          var response = head(file);
          if (part && extent != null) {
            response
                .setStatusCode(206)
                .putHeader("Content-Range", extent.contentRange(file.length()));
          }
          measure(response, extent);
          pass(flow, extent);
        })
        .onFailure(session::fail);
  }

  /** A body of unknown length is chunked, RFC 9112 section 7.1. */
  private void measure(HttpServerResponse response, @Nullable Extent extent) {
    if (extent != null) {
      response.putHeader("Content-Length", Long.toString(extent.length()));
    } else if (!request.head()) {
      response.setChunked(true);
    }
  }

  private void pass(Flow flow, @Nullable Extent extent) {
    if (extent != null) {
      session.meter().promise(extent.first(), extent.length());
    }
    session.outlet().pass(flow).onSuccess(_ -> session.complete()).onFailure(session::fail);
  }

  private HttpServerResponse head(Representation file) {
    new ResponseHead(file.head(), request.inline())
        .write(session.response(), file.etag(), file.ranged());
    return session.response();
  }
}
