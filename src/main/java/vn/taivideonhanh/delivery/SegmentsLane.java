package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Joins the parts of one track as they are, or gives the fragments of one or two a header of ours:
 * with exact length and ranges where the length of each part is known, and else as they come, with
 * the duration written into the head.
 */
final class SegmentsLane {
  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;
  private final Survey survey;

  SegmentsLane(Reading reading, Session session, DeliveryRequest request, Survey survey) {
    this.reading = reading;
    this.session = session;
    this.request = request;
    this.survey = survey;
  }

  void run(Segments plan) {
    var reader = survey.lists(reading, new Sources(request.renew()));
    if (plan.lengths() == null) {
      inOneGo(plan, reader);
    } else {
      assembly(reader, plan)
          .onSuccess(made ->
              new AssembledLane(reading, session, request)
                  .serve(plan.head(), made, cause -> forget(plan, cause)))
          .onFailure(cause -> fail(plan, cause));
    }
  }

  private void fail(Segments plan, Throwable cause) {
    forget(plan, cause);
    session.fail(cause);
  }

  /** What is kept of a list that has become another one only stands in the way. */
  private void forget(Segments plan, Throwable cause) {
    if (Failure.of(cause).code() == ProblemCode.SOURCE_CHANGED) {
      survey.forget(plan);
    }
  }

  /**
   * What parts of known length make. Fails with {@code SOURCE_CHANGED} when it is not as long as
   * was promised.
   */
  static Future<Assembly> assembly(SegmentsReader reader, Segments plan) {
    var lengths = requireNonNull(plan.lengths());
    var made =
        switch (plan.way()) {
          case JOINED ->
              reader
                  .list(plan.track())
                  .compose(
                      parts -> new SegmentsJoin(parts.list(), lengths, parts.renewal()).assembly());
          case MERGED ->
              reader.read(plan).compose(tracks -> merged(tracks, lengths, reader.clip(plan)));
        };
    return made.compose(assembly ->
            Objects.equals(plan.head().size().bytes(), assembly.layout().length())
                ? Future.succeededFuture(assembly)
                : Future.failedFuture(PartList.changed()))
        .recover(cause -> Future.failedFuture(Survey.failure(cause)));
  }

  private static Future<Assembly> merged(
      List<SegmentsTrack> tracks, List<Long> lengths, @Nullable SegmentsClip clip) {
    long files = tracks.stream().mapToLong(track -> track.files().size()).sum();
    return files == lengths.size()
        ? new SegmentsMerge(tracks, lengths).assembly(clip)
        : Future.failedFuture(PartList.changed());
  }

  private void inOneGo(Segments plan, SegmentsReader reader) {
    var body = new ChildBody(session, request);
    if (body.wanted()) {
      order(plan, reader)
          .onSuccess(order -> pass(plan, body, order))
          .onFailure(cause -> fail(plan, Survey.failure(cause)));
    }
  }

  private static Future<PartOrder> order(Segments plan, SegmentsReader reader) {
    return switch (plan.way()) {
      case JOINED ->
          reader
              .list(plan.track())
              .map(parts ->
                  new JoinedParts(
                      parts.list(), parts.renewal(), Container.untagged(plan.head().ext())));
      case MERGED -> reader.read(plan).compose(tracks -> SegmentsMerge.of(tracks).streamed());
    };
  }

  private void pass(Segments plan, ChildBody body, PartOrder order) {
    var joined = new JoinedReader(reading, order);
    session.atEnd(joined::abort);
    var ext = plan.head().ext();
    boolean lacks = plan.way() == Segments.Way.JOINED && Indexed.possible(ext);
    body.pass(
        joined,
        lacks && !Indexed.webm(ext)
            ? new DurationPatch(plan.head().durationSeconds(), new byte[0])
            : new DurationPatch(),
        () -> true);
  }
}
