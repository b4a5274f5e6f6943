package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.plan.Convert;
import vn.taivideonhanh.plan.Embed;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.plan.Text;
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
  private final Survey survey;
  private final Map<Integer, Sources> sources = new HashMap<>();
  private final Map<String, String> notes = new HashMap<>();
  private Archive plan;

  ArchiveSources(Reading reading, Survey survey, Archive plan, ArchiveDesk desk) {
    this.reading = reading;
    this.survey = survey;
    this.plan = plan;
    this.desk = desk;
  }

  /** Takes what other streams have noted. */
  void learn(Map<String, String> known) {
    notes.putAll(known);
  }

  /**
   * Opens a part of an entry of known length; the flow is to be started or aborted.
   *
   * @param extent in the entry
   */
  Future<Flow> open(int entry, Extent extent) {
    return switch (plan.entries().get(entry).plan()) {
      case StreamPlan.Direct direct -> direct(entry, direct, extent);
      case StreamPlan.ExactMux mux -> merged(entry, mux, extent);
      case Segments parts when parts.lengths() != null -> joined(entry, parts, extent);
      case Convert _, Text _, Archive _, Embed _, StreamPlan.Mux _, StreamPlan.Pipe _, Segments _ ->
          Future.failedFuture(
              new Failure(ProblemCode.SOURCE_CHANGED, "The length of an entry is not known."));
    };
  }

  /** Opens all of an entry that needs no child; null when one has to make it. */
  @Nullable Future<Flow> whole(int entry) {
    return switch (plan.entries().get(entry).plan()) {
      case StreamPlan.Direct direct -> {
        var reader = reader(entry, direct);
        yield reader.open(new ByteRange.Span(0, Long.MAX_VALUE)).map(reader);
      }
      case StreamPlan.ExactMux mux -> merged(entry, mux, new Extent(0, promised(mux)));
      case Segments parts when parts.lengths() != null ->
          joined(entry, parts, new Extent(0, promised(parts)));
      case Convert _, Text _, Archive _, Embed _, StreamPlan.Mux _, StreamPlan.Pipe _, Segments _ ->
          null;
    };
  }

  private static long promised(StreamPlan plan) {
    return Objects.requireNonNull(plan.head().size().bytes());
  }

  private Future<Flow> direct(int entry, StreamPlan.Direct direct, Extent extent) {
    var reader = reader(entry, direct);
    return reader
        .open(new ByteRange.Span(extent.first(), extent.end() - 1))
        .map(answer -> {
          if (answer.total() != promised(direct) || !known(entry, answer.validator())) {
            reader.abort();
            throw changed();
          }
          reader.span(extent.first(), extent.end());
          return reader;
        });
  }

  private FileReader reader(int entry, StreamPlan.Direct direct) {
    var source = direct.source();
    var renewal = sources(entry).of(direct.formatId());
    return new FileReader(reading, Target.of(source), new ChunkSize(source.chunkSize()), renewal);
  }

  private Future<Flow> merged(int entry, StreamPlan.ExactMux mux, Extent extent) {
    return survey
        .assembly(reading, mux, sources(entry))
        .compose(assembly -> {
          var files = assembly.sources().stream().map(Assembly.Part::validator);
          if (assembly.layout().length() != promised(mux)
              || !known(entry, files.toArray(Validator[]::new))) {
            survey.forget(mux);
            return Future.failedFuture(changed());
          }
          return opened(assembly, extent);
        });
  }

  /** Of the parts only their lengths are known, which are in the plan. */
  private Future<Flow> joined(int entry, Segments parts, Extent extent) {
    return SegmentsLane.assembly(survey.lists(reading, sources(entry)), parts)
        .compose(assembly -> opened(assembly, extent));
  }

  private Future<Flow> opened(Assembly assembly, Extent extent) {
    return new AssembledFlow(reading, assembly, extent).open().map(flow -> flow);
  }

  /** Whether an entry is made of the files that it was made of before; the first are noted. */
  private boolean known(int entry, Validator... found) {
    var name = entry + ":files";
    var before = notes.get(name);
    if (before != null) {
      var known = Json.decodeValue(before, Validator[].class);
      return known.length == found.length
          && IntStream.range(0, found.length).allMatch(i -> known[i].agrees(found[i]));
    }
    var note = Json.encode(found);
    if (note.length() <= LONGEST_NOTE) {
      notes.put(name, note);
      desk.note(Map.of(name, note))
          .onFailure(cause -> LOG.debug("a file was not noted: {}", cause.getMessage()));
    }
    return true;
  }

  private Sources sources(int entry) {
    return sources.computeIfAbsent(
        entry,
        number ->
            new Sources(() ->
                desk.renew(number)
                    .map(fresh -> {
                      plan = (Archive) fresh;
                      return plan.entries().get(number).plan();
                    })));
  }

  private static Failure changed() {
    return new Failure(ProblemCode.SOURCE_CHANGED, "Start the download again from the beginning.");
  }
}
