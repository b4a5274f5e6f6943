package vn.taivideonhanh.delivery;

import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.layout.Treatment;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Joins the parts of one track as they are: with exact length and ranges where the length of each
 * part is known, and else as they come, with the duration written into the head.
 */
final class SegmentsLane {
  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;

  SegmentsLane(Reading reading, Session session, DeliveryRequest request) {
    this.reading = reading;
    this.session = session;
    this.request = request;
  }

  void run(StreamPlan.Segments plan) {
    var sources = new Sources(request.renew());
    var lengths = plan.lengths();
    if (lengths == null) {
      pass(plan, new JoinedReader(reading, parts(plan), renewal(plan, sources)));
    } else {
      new AssembledLane(reading, session, request)
          .serve(plan.head(), assembly(plan, lengths, sources));
    }
  }

  private static PartList parts(StreamPlan.Segments plan) {
    if (plan.track().source() instanceof Source.Parts source) {
      return PartLists.of(source);
    }
    throw new IllegalStateException("only lists of parts are joined");
  }

  private static Renewal<PartList> renewal(StreamPlan.Segments plan, Sources sources) {
    return new Renewal<>(() -> sources.source(plan.track().formatId()).map(SegmentsLane::list));
  }

  /**
   * What parts of known length make.
   *
   * @throws Failure {@code SOURCE_CHANGED} when there are not as many parts as lengths
   */
  static Assembly assembly(StreamPlan.Segments plan, List<Long> lengths, Sources sources) {
    return assembly(same(parts(plan), lengths.size()), lengths, renewal(plan, sources));
  }

  private void pass(StreamPlan.Segments plan, JoinedReader joined) {
    var body = new ChildBody(session, request);
    if (body.wanted()) {
      session.atEnd(joined::abort);
      var container = plan.head().ext().startsWith("m") ? "mp4" : "webm";
      var mux = new StreamPlan.Mux(plan.head(), plan.track(), null, container);
      body.pass(joined, new DurationPatch(mux), () -> true);
    }
  }

  private static Assembly assembly(PartList parts, List<Long> lengths, Renewal<PartList> renewal) {
    var pieces = new ArrayList<Piece>();
    var files = new ArrayList<Assembly.Part>();
    for (int i = 0; i < lengths.size(); i++) {
      int index = i;
      long length = lengths.get(i);
      var target = parts.target(i);
      pieces.add(new Piece.Span(i, 0, length, Treatment.NONE));
      files.add(
          new Assembly.Part(
              new Source.File(target.url(), target.headers(), null),
              new Validator(null, null, length),
              () -> renewal.get().map(fresh -> same(fresh, lengths.size()).target(index))));
    }
    return new Assembly(new Layout(pieces), files);
  }

  private static PartList list(Source source) {
    if (source instanceof Source.Parts parts) {
      return PartLists.of(parts);
    }
    throw changed();
  }

  private static PartList same(PartList fresh, int size) {
    if (fresh.size() != size) {
      throw changed();
    }
    return fresh;
  }

  private static Failure changed() {
    return new Failure(ProblemCode.SOURCE_CHANGED, "The site's list has changed.");
  }
}
