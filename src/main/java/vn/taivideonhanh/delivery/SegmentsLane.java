package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.layout.Treatment;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Joins the parts of one track as they are: with exact length and ranges where the length of each
 * part is known, and else as they come, with the duration written into the head. Fragments that
 * playlists name are merged, always to an exact length.
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

  void run(Segments plan) {
    var sources = new Sources(request.renew());
    if (plan.lengths() == null) {
      var id = plan.track().formatId();
      var lists = new PartLists(reading);
      lists
          .joined(plan.track().source(), () -> sources.source(id))
          .onSuccess(joined -> pass(plan, joined))
          .onFailure(session::fail);
    } else {
      assembly(reading, plan, sources)
          .onSuccess(made -> new AssembledLane(reading, session, request).serve(plan.head(), made))
          .onFailure(session::fail);
    }
  }

  private static Renewal<PartList> renewal(Segments plan, Sources sources) {
    return new Renewal<>(() -> sources.source(plan.track().formatId()).map(SegmentsLane::list));
  }

  /**
   * What parts of known length make. Fails with {@code SOURCE_CHANGED} when it is not as long as
   * was promised.
   */
  static Future<Assembly> assembly(Reading reading, Segments plan, Sources sources) {
    var lengths = requireNonNull(plan.lengths());
    var made =
        plan.track().source() instanceof Source.Parts parts
            ? Future.succeededFuture(
                assembly(
                    same(PartLists.of(parts), lengths.size()), lengths, renewal(plan, sources)))
            : merged(reading, plan, sources);
    return made.compose(assembly ->
        Objects.equals(plan.head().size().bytes(), assembly.layout().length())
            ? Future.succeededFuture(assembly)
            : Future.failedFuture(changed()));
  }

  private static Future<Assembly> merged(Reading reading, Segments plan, Sources sources) {
    var lengths = requireNonNull(plan.lengths());
    return new SegmentsReader(reading, track -> () -> sources.source(track.formatId()))
        .read(plan)
        .compose(tracks -> {
          long files = tracks.stream().mapToLong(track -> track.files().size()).sum();
          return files == lengths.size()
              ? new SegmentsMerge(tracks, lengths).assembly()
              : Future.failedFuture(changed());
        })
        .recover(cause -> Future.failedFuture(Survey.failure(cause)));
  }

  private void pass(Segments plan, JoinedReader joined) {
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
