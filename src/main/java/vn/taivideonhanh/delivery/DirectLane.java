package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Hands one file on as it is: with exact length, ranges and a strong ETag. */
final class DirectLane {
  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;
  private final StreamPlan.Direct plan;

  DirectLane(Reading reading, Session session, DeliveryRequest request, StreamPlan.Direct plan) {
    this.reading = reading;
    this.session = session;
    this.request = request;
    this.plan = plan;
  }

  void run() {
    var source = plan.source();
    var chunk = new ChunkSize(source.chunkSize());
    var reader = new FileReader(reading, Target.of(source), chunk, this::renewed);
    session.atEnd(reader::abort);
    var wanted = wanted();
    reader
        .open(wanted == null ? first() : wanted)
        .onSuccess(answer -> answer(reader, answer))
        .onFailure(session::fail);
  }

  /** A HEAD has no range, RFC 9110 section 14.2. */
  private @Nullable ByteRange wanted() {
    return request.head() ? null : ByteRange.parse(request.headers().get("Range"));
  }

  /** One byte of a file tells its length and whether ranges work. */
  private ByteRange first() {
    return new ByteRange.Span(0, request.head() ? 0 : Long.MAX_VALUE);
  }

  private Future<Target> renewed() {
    return request
        .renew()
        .get()
        .map(fresh -> {
          if (fresh instanceof StreamPlan.Direct direct) {
            return Target.of(direct.source());
          }
          throw new Failure(
              ProblemCode.SOURCE_UNAVAILABLE, "The site offers this file in another way now.");
        });
  }

  private void answer(FileReader reader, Answer answer) {
    if (session.over()) {
      return;
    }
    var etag = ETags.of(plan.head(), answer.validator());
    var conditions = Conditions.of(request.headers());
    switch (conditions.judge(etag)) {
      case FAILED -> session.fail(new Failure(ProblemCode.PRECONDITION_FAILED, "It has changed."));
      case NOT_MODIFIED -> notModified(etag);
      case PROCEED -> {
        var range = answer.ranged() && conditions.rangeHolds(etag) ? wanted() : null;
        if (answer.total() == 0) {
          session.fail(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site's file is empty."));
        } else if (answer.total() < 0) {
          unmeasured(reader);
        } else if (range == null) {
          send(reader, answer, new Extent(0, answer.total()), etag);
        } else {
          part(reader, answer, range.in(answer.total()), etag);
        }
      }
    }
  }

  private void notModified(@Nullable String etag) {
    head(etag, true).setStatusCode(304);
    session.complete();
  }

  private void part(
      FileReader reader, Answer answer, @Nullable Extent extent, @Nullable String etag) {
    if (extent == null) {
      session.response().putHeader("Content-Range", "bytes */" + answer.total());
      session.fail(
          new Failure(ProblemCode.RANGE_NOT_SATISFIABLE, "It has " + answer.total() + " bytes."));
      return;
    }
    session
        .response()
        .setStatusCode(206)
        .putHeader("Content-Range", extent.contentRange(answer.total()));
    send(reader, answer, extent, etag);
  }

  private void send(FileReader reader, Answer answer, Extent extent, @Nullable String etag) {
    head(etag, answer.ranged()).putHeader("Content-Length", Long.toString(extent.length()));
    if (request.head()) {
      session.complete();
      return;
    }
    session.meter().promise(extent.first(), extent.length());
    reader.span(extent.first(), extent.end());
    pass(reader);
  }

  private void unmeasured(FileReader reader) {
    var response = head(null, false);
    if (request.head()) {
      session.complete();
      return;
    }
    response.setChunked(true);
    reader.span(0, -1);
    pass(reader);
  }

  private void pass(FileReader reader) {
    session.outlet().pass(reader).onSuccess(_ -> session.complete()).onFailure(session::fail);
  }

  private HttpServerResponse head(@Nullable String etag, boolean ranged) {
    new ResponseHead(plan.head(), request.inline()).write(session.response(), etag, ranged);
    return session.response();
  }
}
