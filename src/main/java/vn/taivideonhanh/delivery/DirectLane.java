package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Hands one file on as it is: with exact length, ranges and a strong ETag. */
final class DirectLane {
  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;

  DirectLane(Reading reading, Session session, DeliveryRequest request) {
    this.reading = reading;
    this.session = session;
    this.request = request;
  }

  void run(StreamPlan.Direct plan) {
    var source = plan.source();
    var responder = new Responder(session, request);
    var renewal = new Sources(request.renew()).of(plan.formatId());
    var reader =
        new FileReader(reading, Target.of(source), new ChunkSize(source.chunkSize()), renewal);
    session.atEnd(reader::abort);
    var wanted = responder.wanted();
    reader
        .open(wanted == null ? first() : wanted)
        .map(answer -> file(plan.head(), reader, answer))
        .onSuccess(responder::answer)
        .onFailure(session::fail);
  }

  /** One byte of a file tells its length and whether ranges work. */
  private ByteRange first() {
    return new ByteRange.Span(0, request.head() ? 0 : Long.MAX_VALUE);
  }

  private static Representation file(StreamPlan.Head head, FileReader reader, Answer answer) {
    long total = answer.total();
    if (total == 0) {
      throw new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site's file is empty.");
    }
    return new Representation(
        head,
        ETags.of(head, answer.validator()),
        total,
        answer.ranged() && total >= 0,
        extent -> {
          if (extent == null) {
            reader.span(0, -1);
          } else {
            reader.span(extent.first(), extent.end());
          }
          return Future.succeededFuture(reader);
        });
  }
}
