package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.webm.WebmIndex.Stretch;
import vn.taivideonhanh.media.webm.WebmIndex.Timing;

/**
 * A WebM file put together from one or more others of one track each: a header of ours with all
 * tracks and cues, then the clusters of all, interleaved by time. The same sources give the same
 * bytes.
 */
public final class MergedWebm {
  /** By how much sound may begin late after a player went to a cue: less than is heard. */
  private static final long SLACK_NANOS = 50_000_000;

  /** Longest stretch of one track: a player has to read as much to find what belongs together. */
  private static final long MAX_STRETCH_NANOS = 30_000_000_000L;

  private final List<WebmIndex> sources;
  private final List<Placed> order = new ArrayList<>();

  /** Where the stretches of each source are, counted from the first cluster. */
  private final List<long[]> positions = new ArrayList<>();

  /**
   * A stretch of a source.
   *
   * @param key by which it is ordered, in ticks
   */
  private record Placed(int source, int place, Stretch stretch, long key) {}

  private MergedWebm(List<WebmIndex> sources) {
    this.sources = sources;
  }

  /**
   * The layout of a merged file.
   *
   * @param sources one or more. The number of a span's source is the place in this list
   * @param clip null for all: a part would need an edit list, which WebM does not have
   * @throws MalformedMediaException when the sources can't be merged, or a part is wanted
   */
  public static Layout layout(List<WebmIndex> sources, @Nullable Clip clip)
      throws MalformedMediaException {
    if (sources.isEmpty() || sources.size() > TrackEntry.MAX_NUMBER) {
      throw new IllegalArgumentException(sources.size() + " sources");
    }
    if (clip != null) {
      throw unsupported("a clip of WebM");
    }
    return new MergedWebm(sources).layout();
  }

  private Layout layout() throws MalformedMediaException {
    var timing = timing();
    place();
    long media = positions();
    var tracks = sources.stream().map(WebmIndex::track).toList();
    var header = new HeaderWriter(timing, tracks, cues(), media).write();
    var pieces = new ArrayList<Piece>(order.size() + 1);
    pieces.add(new Piece.Literal(header));
    for (var placed : order) {
      var stretch = placed.stretch;
      var treatment =
          new ClusterTreatment(
              stretch.length(), tracks.get(placed.source).number(), placed.source + 1);
      pieces.add(new Piece.Span(placed.source, stretch.offset(), stretch.length(), treatment));
    }
    return new Layout(pieces);
  }

  /** Of all sources; their clusters' times can't be scaled. */
  private Timing timing() throws MalformedMediaException {
    long scale = sources.getFirst().timing().scale();
    double duration = 0;
    for (var source : sources) {
      if (source.timing().scale() != scale) {
        throw unsupported("files of different time scales");
      }
      duration = Math.max(duration, source.timing().duration());
    }
    return new Timing(scale, duration);
  }

  /**
   * A player that goes to a cue reads on from the video's cluster, and must find there all that is
   * heard from then on. So sound comes before the first cluster of the video that begins after it.
   */
  private void place() throws MalformedMediaException {
    int main = main();
    long scale = sources.getFirst().timing().scale();
    for (int i = 0; i < sources.size(); i++) {
      var stretches = sources.get(i).stretches();
      for (int k = 0; k < stretches.size(); k++) {
        var stretch = stretches.get(k);
        long end = sources.get(i).end(k);
        if (sources.size() > 1 && end - stretch.time() > MAX_STRETCH_NANOS / scale) {
          throw unsupported("clusters of over half a minute");
        }
        long key = i == main ? stretch.time() : Math.max(0, end - SLACK_NANOS / scale);
        order.add(new Placed(i, k, stretch, key));
      }
      positions.add(new long[stretches.size()]);
    }
    order.sort(
        Comparator.comparingLong(Placed::key).thenComparing(placed -> placed.source == main));
  }

  /** Works out all positions; the length of all. */
  private long positions() {
    long end = 0;
    for (var placed : order) {
      positions.get(placed.source)[placed.place] = end;
      end = Math.addExact(end, placed.stretch.length());
    }
    return end;
  }

  /** The source that a player goes to places of: the first video, or the first of all. */
  private int main() {
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).hasVideo()) {
        return i;
      }
    }
    return 0;
  }

  /** The main source's cues, at their clusters' new places. */
  private HeaderWriter.Cues cues() {
    int main = main();
    var source = sources.get(main);
    var points =
        source.cues().stream()
            .map(cue -> new Cue(cue.time(), positions.get(main)[source.named(cue)]))
            .toList();
    return new HeaderWriter.Cues(main + 1, points);
  }
}
