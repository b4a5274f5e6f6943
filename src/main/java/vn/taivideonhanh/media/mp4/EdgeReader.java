package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.IndexReader;

/** Reads the heads of the fragments in which a clip begins and ends. */
final class EdgeReader implements IndexReader<Mp4Index> {
  private static final int FIRST_READ = 16 << 10;
  private static final int HEADER = 16;
  private static final int MAX_NEEDS = 1_000;

  private final Mp4Index index;
  private final List<Integer> edges;
  private final List<Sample.Run> runs = new ArrayList<>();
  private @Nullable Need need;
  private SampleReader reader;
  private int edge;
  private int needs;
  private long asked;
  private long at;

  /**
   * @param edges numbers of the fragments, at least one
   */
  EdgeReader(Mp4Index index, List<Integer> edges) {
    this.index = index;
    this.edges = List.copyOf(edges);
    this.reader = new SampleReader(index);
    this.at = fragment().offset();
    this.need = new Need(at, (int) Math.min(FIRST_READ, fragment().length()));
  }

  /** Numbers of the fragments, in order. */
  List<Integer> edges() {
    return edges;
  }

  @Override
  public @Nullable Need need() {
    return need;
  }

  @Override
  public Mp4Index index() {
    return index.withRuns(runs);
  }

  private Fragment fragment() {
    return index.fragments().get(edges.get(edge));
  }

  @Override
  public void feed(ByteBuffer bytes) throws MalformedMediaException {
    var asking = need;
    if (asking == null) {
      throw new IllegalStateException("nothing is needed");
    }
    var window = new Window(bytes.slice(), asking);
    need = null;
    while (need == null && edge < edges.size()) {
      if (at >= fragment().end()) {
        next();
      } else {
        step(window);
      }
    }
  }

  private void next() throws MalformedMediaException {
    long length = 0;
    for (var track : reader.samples().entrySet()) {
      for (var sample : track.getValue()) {
        if (sample.offset() < fragment().offset()
            || sample.offset() > fragment().end() - sample.length()) {
          throw broken("samples outside of their fragment");
        }
        length += sample.length();
      }
      if (length > Math.min(fragment().length(), Integer.MAX_VALUE)) {
        throw broken("samples that are more than their fragment");
      }
      runs.add(new Sample.Run(edges.get(edge), track.getKey(), track.getValue()));
    }
    reader = new SampleReader(index);
    if (++edge < edges.size()) {
      at = fragment().offset();
    }
  }

  private void step(Window window) throws MalformedMediaException {
    long left = fragment().end() - at;
    if (!window.has(at, Math.min(HEADER, left))) {
      ask(window, Math.min(FIRST_READ, left));
      return;
    }
    var box = window.header(at);
    if (box == null || (box.end() > fragment().end() && box.end() != Long.MAX_VALUE)) {
      throw broken("a fragment that is cut");
    }
    if (box.type() == BoxType.MOOF) {
      if (box.length() > FragmentPassage.MAX_MOOF) {
        throw new MalformedMediaException(Kind.TOO_LARGE, "a head of " + box.length() + " bytes");
      }
      if (!window.has(at, box.length())) {
        ask(window, box.length());
        return;
      }
      var body = window.slice(box.body(), (int) (box.end() - box.body()));
      reader.read(new Cursor(body), box.start());
    }
    at = box.end();
  }

  private void ask(Window window, long length) throws MalformedMediaException {
    asked += length;
    if (window.ends(at)) {
      throw broken("the file ends in a fragment");
    }
    if (asked > Mp4IndexReader.MAX_BYTES || ++needs > MAX_NEEDS) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "heads of over " + asked + " bytes");
    }
    need = new Need(at, (int) length);
  }
}
