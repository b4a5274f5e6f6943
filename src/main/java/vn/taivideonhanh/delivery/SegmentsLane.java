package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import vn.taivideonhanh.plan.Segments;

/**
 * Joins the parts of one track as they are, or gives the fragments of one or two a header of ours:
 * with exact length and ranges where the length of each part is known, and else as they come, with
 * the duration written into the head.
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
      inOneGo(plan, sources);
    } else {
      assembly(reading, plan, sources)
          .onSuccess(made -> new AssembledLane(reading, session, request).serve(plan.head(), made))
          .onFailure(session::fail);
    }
  }

  /**
   * What parts of known length make. Fails with {@code SOURCE_CHANGED} when it is not as long as
   * was promised.
   */
  static Future<Assembly> assembly(Reading reading, Segments plan, Sources sources) {
    var lengths = requireNonNull(plan.lengths());
    var reader = reader(reading, sources);
    var made =
        switch (plan.way()) {
          case JOINED ->
              reader
                  .list(plan.track())
                  .compose(
                      parts -> new SegmentsJoin(parts.list(), lengths, parts.renewal()).assembly());
          case MERGED -> reader.read(plan).compose(tracks -> merged(tracks, lengths));
        };
    return made.compose(assembly ->
            Objects.equals(plan.head().size().bytes(), assembly.layout().length())
                ? Future.succeededFuture(assembly)
                : Future.failedFuture(PartList.changed()))
        .recover(cause -> Future.failedFuture(Survey.failure(cause)));
  }

  private static Future<Assembly> merged(List<SegmentsTrack> tracks, List<Long> lengths) {
    long files = tracks.stream().mapToLong(track -> track.files().size()).sum();
    return files == lengths.size()
        ? new SegmentsMerge(tracks, lengths).assembly()
        : Future.failedFuture(PartList.changed());
  }

  private static SegmentsReader reader(Reading reading, Sources sources) {
    return new SegmentsReader(reading, track -> () -> sources.source(track.formatId()));
  }

  private void inOneGo(Segments plan, Sources sources) {
    var body = new ChildBody(session, request);
    if (body.wanted()) {
      order(plan, reader(reading, sources))
          .onSuccess(order -> pass(plan, body, order))
          .onFailure(cause -> session.fail(Survey.failure(cause)));
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
