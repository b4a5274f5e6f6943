package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Opens the whole entries of an archive: files at their sites, everything else in the lane that it
 * would have alone, whose children end with the entry.
 */
final class ArchiveEntries {
  /** How often a place among the children is asked for, once a second. */
  private static final int ASKS = 30;

  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;
  private final ArchiveSources sources;
  private final BiConsumer<Session, DeliveryRequest> lanes;

  /** What it works with. */
  record Site(Reading reading, ArchiveSources sources) {}

  /**
   * @param lanes run a plan in its lane
   */
  ArchiveEntries(
      Site site,
      Session session,
      DeliveryRequest request,
      BiConsumer<Session, DeliveryRequest> lanes) {
    this.reading = site.reading;
    this.sources = site.sources;
    this.session = session;
    this.request = request;
    this.lanes = lanes;
  }

  /** The flow is to be started or aborted. */
  Future<Flow> open(int entry) {
    var file = sources.whole(entry);
    return file == null ? made(entry, ASKS) : file;
  }

  private Future<Flow> made(int entry, int asks) {
    var made = Promise.<Flow>promise();
    var part = session.part(made::tryComplete);
    part.ended().onSuccess(end -> made.tryFail(why(end)));
    lanes.accept(part, request(entry));
    return made.future()
        .recover(cause ->
            asks > 0 && Failure.of(cause).code() == ProblemCode.UNAVAILABLE && !session.over()
                ? reading.vertx().timer(1, TimeUnit.SECONDS).compose(_ -> made(entry, asks - 1))
                : Future.failedFuture(cause));
  }

  private DeliveryRequest request(int entry) {
    var desk = Objects.requireNonNull(request.desk());
    return new DeliveryRequest(
        ((Archive) request.plan()).entries().get(entry).plan(),
        false,
        MultiMap.caseInsensitiveMultiMap(),
        false,
        () -> desk.renew(entry).map(fresh -> ((Archive) fresh).entries().get(entry).plan()),
        null);
  }

  /** Why a part ended before it was whole. */
  static Failure why(Ended end) {
    var failure = end.failure();
    return failure == null
        ? new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The stream has ended.")
        : failure;
  }
}
