package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.zip.ZipLayout;
import vn.taivideonhanh.plan.ArchivePlanner;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

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
   * @param turns which streams may read what they do not send
   * @param lanes run the plan of an entry in its own lane
   */
  record Means(Turns turns, BiConsumer<Session, DeliveryRequest> lanes) {}

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
    var sources = new ArchiveSources(reading, plan, Objects.requireNonNull(request.desk()));
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
    var conditions = Conditions.of(request.headers());
    switch (conditions.judge(etag)) {
      case FAILED -> session.fail(new Failure(ProblemCode.PRECONDITION_FAILED, "It has changed."));
      case NOT_MODIFIED -> {
        head(plan, etag);
        session.response().setStatusCode(304);
        session.complete();
      }
      case PROCEED -> {
        // A HEAD has no range, RFC 9110 section 14.2.
        var range =
            request.head() || !conditions.rangeHolds(etag)
                ? null
                : ByteRange.parse(request.headers().get("Range"));
        proceed(plan, layout, etag, range);
      }
    }
  }

  private void proceed(
      Archive plan, ZipLayout layout, @Nullable String etag, @Nullable ByteRange range) {
    long total = layout.length();
    var extent = range == null ? new Extent(0, total) : range.in(total);
    if (extent == null) {
      session.response().putHeader("Content-Range", "bytes */" + total);
      session.fail(new Failure(ProblemCode.RANGE_NOT_SATISFIABLE, "It has " + total + " bytes."));
    } else if (request.head()) {
      head(plan, etag);
      session.response().putHeader("Content-Length", Long.toString(total));
      session.complete();
    } else {
      opened(plan, layout, extent)
          .onSuccess(flow -> {
            if (session.over()) {
              return;
            }
            head(plan, etag);
            if (range != null) {
              session
                  .response()
                  .setStatusCode(206)
                  .putHeader("Content-Range", extent.contentRange(total));
            }
            send(flow, extent);
          })
          .onFailure(session::fail);
    }
  }

  private Future<ArchiveFlow> opened(Archive plan, ZipLayout layout, Extent extent) {
    var desk = Objects.requireNonNull(request.desk());
    var sources = new ArchiveSources(reading, plan, desk);
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

  private void send(ArchiveFlow flow, Extent extent) {
    session.response().putHeader("Content-Length", Long.toString(extent.length()));
    session.meter().promise(extent.first(), extent.length());
    session.outlet().pass(flow).onSuccess(_ -> session.complete()).onFailure(session::fail);
  }

  private void head(Archive plan, @Nullable String etag) {
    new ResponseHead(plan.head(), request.inline()).write(session.response(), etag, true);
  }
}
