package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Opens the entries of an archive, each at its own site. The file that a site has is noted when it
 * is first opened: streams that go on with the archive take no other one.
 */
final class ArchiveSources {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveSources.class);
  private static final int LONGEST_NOTE = 1_024;

  private final Reading reading;
  private final ArchiveDesk desk;
  private final Map<Integer, Renewal<StreamPlan>> renewals = new HashMap<>();
  private final Map<String, String> notes = new HashMap<>();
  private Archive plan;

  ArchiveSources(Reading reading, Archive plan, ArchiveDesk desk) {
    this.reading = reading;
    this.plan = plan;
    this.desk = desk;
  }

  /** Takes what other streams have noted. */
  void learn(Map<String, String> known) {
    notes.putAll(known);
  }

  /**
   * Opens a part of an entry; the flow is to be started or aborted.
   *
   * @param extent in the entry
   */
  Future<Flow> open(int entry, Extent extent) {
    return switch (plan.entries().get(entry).plan()) {
      case StreamPlan.Direct direct -> direct(entry, direct, extent);
      case StreamPlan.Archive _, StreamPlan.Mux _, StreamPlan.Pipe _ ->
          Future.failedFuture(
              new Failure(ProblemCode.SOURCE_CHANGED, "The length of an entry is not known."));
    };
  }

  /** Opens all of an entry that is a file at its site; null when it has to be made. */
  @Nullable Future<Flow> whole(int entry) {
    if (!(plan.entries().get(entry).plan() instanceof StreamPlan.Direct direct)) {
      return null;
    }
    var reader = reader(entry, direct);
    return reader.open(new ByteRange.Span(0, Long.MAX_VALUE)).map(reader);
  }

  private Future<Flow> direct(int entry, StreamPlan.Direct direct, Extent extent) {
    var reader = reader(entry, direct);
    return reader
        .open(new ByteRange.Span(extent.first(), extent.end() - 1))
        .map(answer -> {
          if (!same(entry, direct, answer.validator())) {
            reader.abort();
            throw new Failure(
                ProblemCode.SOURCE_CHANGED, "Start the download again from the beginning.");
          }
          reader.span(extent.first(), extent.end());
          return reader;
        });
  }

  private FileReader reader(int entry, StreamPlan.Direct direct) {
    var source = direct.source();
    var chunk = new ChunkSize(source.chunkSize());
    return new FileReader(reading, Target.of(source), chunk, () -> renewed(entry));
  }

  private boolean same(int entry, StreamPlan.Direct direct, Validator found) {
    var promised = direct.head().size().bytes();
    if (promised == null || promised != found.total()) {
      return false;
    }
    var name = entry + ":file";
    var known = notes.get(name);
    if (known != null) {
      return Json.decodeValue(known, Validator.class).agrees(found);
    }
    var note = Json.encode(found);
    if (note.length() <= LONGEST_NOTE) {
      notes.put(name, note);
      desk.note(Map.of(name, note))
          .onFailure(cause -> LOG.debug("a file was not noted: {}", cause.getMessage()));
    }
    return true;
  }

  private Future<Target> renewed(int entry) {
    return renewals
        .computeIfAbsent(entry, number -> new Renewal<>(() -> desk.renew(number)))
        .get()
        .map(fresh -> {
          if (fresh instanceof Archive archive
              && archive.entries().get(entry).plan() instanceof StreamPlan.Direct direct) {
            plan = archive;
            return Target.of(direct.source());
          }
          throw new Failure(
              ProblemCode.SOURCE_UNAVAILABLE, "The site offers this file in another way now.");
        });
  }
}
