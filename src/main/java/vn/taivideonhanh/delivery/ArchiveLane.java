package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.zip.ZipLayout;
import vn.taivideonhanh.plan.ArchivePlanner;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;

/**
 * Sends an archive. When the length of every file is known it has an exact length, ranges and a
 * strong ETag; otherwise it is of unknown length and comes in one go.
 */
final class ArchiveLane {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveLane.class);

  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;
  private final Means means;

  /**
   * What it works with.
   *
   * @param survey of the files that entries are merged from
   * @param turns which streams may read what they do not send
   * @param lanes run the plan of an entry in its own lane
   */
  record Means(Survey survey, Turns turns, BiConsumer<Session, DeliveryRequest> lanes) {}

  ArchiveLane(Reading reading, Session session, DeliveryRequest request, Means means) {
    this.reading = reading;
    this.session = session;
    this.request = request;
    this.means = means;
  }

  void run(Archive plan) {
    if (plan.resumable()) {
      measured(plan);
    } else {
      unmeasured(plan);
    }
  }

  private void unmeasured(Archive plan) {
    var body = new ChildBody(session, request);
    if (!body.wanted()) {
      return;
    }
    var desk = Objects.requireNonNull(request.desk());
    var sources = new ArchiveSources(reading, means.survey, plan, desk);
    var site = new ArchiveEntries.Site(reading, sources);
    var entries = new ArchiveEntries(site, session, request, means.lanes);
    var stream =
        new ArchiveStream(plan.entries().stream().map(ArchiveEntry::name).toList(), entries);
    session.atEnd(stream::abort);
    stream
        .open()
        .onSuccess(_ -> body.pass(stream, new DurationPatch(), () -> true))
        .onFailure(session::fail);
  }

  private void measured(Archive plan) {
    var layout = new ZipLayout(ArchivePlanner.files(plan));
    var etag = ETags.of(plan.head(), new Validator(null, null, layout.length()));
    new Responder(session, request)
        .answer(
            new Representation(
                plan.head(),
                etag,
                layout.length(),
                true,
                extent -> opened(plan, layout, Objects.requireNonNull(extent))));
  }

  private Future<ArchiveFlow> opened(Archive plan, ZipLayout layout, Extent extent) {
    var desk = Objects.requireNonNull(request.desk());
    var sources = new ArchiveSources(reading, means.survey, plan, desk);
    var sums = new ArchiveSums(layout, sources, desk, means.turns);
    var flow = new ArchiveFlow(layout, extent, sources, sums);
    session.atEnd(flow::abort);
    return desk.notes()
        .recover(cause -> {
          // What is not known is read again.
          LOG.debug("nothing is known of an archive: {}", cause.getMessage());
          return Future.succeededFuture(Map.of());
        })
        .compose(notes -> {
          sources.learn(notes);
          sums.learn(notes);
          return flow.open();
        })
        .map(flow);
  }
}
