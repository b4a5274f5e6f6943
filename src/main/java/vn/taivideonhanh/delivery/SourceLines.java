package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.layout.Piece;

/** The sources of one stream, of which the next two are read at the same time. */
final class SourceLines {
  private static final int AT_ONCE = 2;

  private final Reading reading;
  private final Assembly assembly;
  private final SourceLine.Owner owner;
  private final Map<Integer, SourceLine> lines = new HashMap<>();
  private final List<SourceLine> leads = new ArrayList<>();
  private final Set<SourceLine> working = new HashSet<>();
  private int next;
  private long end;

  SourceLines(Reading reading, Assembly assembly, SourceLine.Owner owner) {
    this.reading = reading;
    this.assembly = assembly;
    this.owner = owner;
  }

  /** Decides what of each source is read for a part of the file. */
  void plan(Extent extent) {
    var layout = assembly.layout();
    next = layout.at(extent.first());
    end = extent.end();
    for (int i = next; i < layout.pieces().size() && layout.start(i) < end; i++) {
      if (layout.pieces().get(i) instanceof Piece.Span span) {
        long before = Math.max(0, extent.first() - layout.start(i));
        long length = Math.min(span.length(), end - layout.start(i));
        lines
            .computeIfAbsent(span.source(), this::line)
            .want(span.offset() + before, span.offset() + length);
      }
    }
  }

  /** The line of a source that was planned. */
  SourceLine of(Piece.Span span) {
    return lines.computeIfAbsent(span.source(), this::line);
  }

  /** A line of its own for bytes of a span that only have to be seen. */
  SourceLine lead(Piece.Span span) {
    var lead = line(span.source());
    leads.add(lead);
    return lead;
  }

  private SourceLine line(int source) {
    var part = assembly.sources().get(source);
    var file = part.file();
    var reader =
        new FileReader(reading, Target.of(file), new ChunkSize(file.chunkSize()), part.renewal());
    return new SourceLine(reader.pinned(part.validator()), part.renewal(), owner);
  }

  /** Lets the next sources come; completes when each gives bytes. */
  Future<Void> begin() {
    working.removeIf(SourceLine::idle);
    var begun = new ArrayList<Future<Void>>();
    var layout = assembly.layout();
    while (working.size() < AT_ONCE && next < layout.pieces().size() && layout.start(next) < end) {
      if (layout.pieces().get(next) instanceof Piece.Span span && working.add(of(span))) {
        of(span).go();
        begun.add(of(span).begun());
      }
      next++;
    }
    return Future.all(begun).mapEmpty();
  }

  void abort() {
    lines.values().forEach(SourceLine::abort);
    leads.forEach(SourceLine::abort);
  }
}
