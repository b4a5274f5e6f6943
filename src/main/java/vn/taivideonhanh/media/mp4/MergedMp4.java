package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;

/**
 * A fragmented MP4 file put together from one or more others: a header of ours with all tracks and
 * an index, then the fragments of all, interleaved by time. The same sources give the same bytes.
 */
public final class MergedMp4 {
  /** Most fragments of all sources, so that each has sequence numbers of its own. */
  private static final int MAX_FRAGMENTS = 500_000;

  private final Timeline timeline;
  private final List<Selection> selections;
  private final List<Placed> order = new ArrayList<>();

  /** A fragment in the file, at a position that is counted from the header's end. */
  private record Placed(Selection selection, int place, long key) {
    long length() {
      return selection.length(place);
    }
  }

  private MergedMp4(Timeline timeline, List<Selection> selections) {
    this.timeline = timeline;
    this.selections = selections;
  }

  /**
   * The layout of a merged file.
   *
   * @param sources one or more; of several each has one track. The number of a span's source is the
   *     place in this list
   * @param clip the part that is wanted, of sources that went through {@link #edges}; null is all
   * @throws MalformedMediaException when the sources can't be merged, or the clip has nothing of
   *     them
   */
  public static Layout layout(List<Mp4Index> sources, @Nullable Clip clip)
      throws MalformedMediaException {
    check(sources);
    if (sources.stream().anyMatch(Mp4Index::tabled)) {
      return ClippedMp4.layout(sources, clip);
    }
    if (clip == null && sources.stream().anyMatch(Mp4Index::headless)) {
      throw unsupported("all of a file that is not fragmented");
    }
    var timeline = new Timeline(sources);
    var selections =
        clip == null
            ? timeline.whole()
            : new ClipTimeline(timeline.whole(), timeline.timescale(), clip).selections();
    return new MergedMp4(timeline, selections).layout();
  }

  static void check(List<Mp4Index> sources) throws MalformedMediaException {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no source");
    }
    if (sources.size() > 1 && sources.stream().anyMatch(s -> s.trackCount() > 1)) {
      throw unsupported("several tracks in one of several files");
    }
  }

  static void checkCount(int fragments) throws MalformedMediaException {
    if (fragments > MAX_FRAGMENTS) {
      throw unsupported(fragments + " fragments");
    }
  }

  /**
   * What has to be read of the sources before a clip can be laid out: the heads of the fragments in
   * which it begins and ends. The indexes that come of it, one for each source and in their order,
   * are then given to {@link #layout} with the same clip.
   *
   * @param sources as for {@link #layout}
   */
  public static List<IndexReader<Mp4Index>> edges(List<Mp4Index> sources, Clip clip) {
    if (sources.stream().anyMatch(Mp4Index::tabled)) {
      return sources.stream().<IndexReader<Mp4Index>>map(KnownIndex::new).toList();
    }
    return List.copyOf(readers(sources, clip));
  }

  /**
   * Numbers of the fragments that {@link #edges} reads of each source, which must be fragmented;
   * the clip is made of these and of those between them. The lengths of the fragments do not count.
   */
  public static List<List<Integer>> covering(List<Mp4Index> sources, Clip clip) {
    return readers(sources, clip).stream().map(EdgeReader::edges).toList();
  }

  private static List<EdgeReader> readers(List<Mp4Index> sources, Clip clip) {
    var timeline = new Timeline(sources);
    return new ClipTimeline(timeline.whole(), timeline.timescale(), clip).readers();
  }

  private Layout layout() throws MalformedMediaException {
    for (var selection : selections) {
      for (int i = 0; i < selection.fragments().size(); i++) {
        var fragment = selection.fragments().get(i);
        order.add(new Placed(selection, i, selection.key(fragment)));
      }
    }
    checkCount(order.size());
    order.sort(Comparator.comparingLong(Placed::key));
    var header = header();
    var pieces = new ArrayList<Piece>(order.size() + 1);
    pieces.add(new Piece.Literal(header));
    long at = header.remaining();
    int number = 0;
    for (var placed : order) {
      into(pieces, placed, at, number++);
      at += placed.length();
    }
    return new Layout(pieces);
  }

  private static void into(List<Piece> pieces, Placed placed, long at, int number) {
    var selection = placed.selection();
    var fragment = selection.fragments().get(placed.place());
    var treatment =
        new FragmentTreatment(
            selection.changes(),
            fragment.length(),
            fragment.offset(),
            at,
            selection.index().separate(),
            number);
    var cuts = selection.cuts().get(placed.place());
    if (cuts == null) {
      pieces.add(
          new Piece.Span(selection.source(), fragment.offset(), fragment.length(), treatment));
      return;
    }
    for (int i = 0; i < cuts.size(); i++) {
      cuts.get(i).into(pieces, selection.source(), treatment.sequence(i));
    }
  }

  private ByteBuffer header() throws MalformedMediaException {
    var tracks = selections.stream().flatMap(s -> s.tracks().stream()).toList();
    var movie = HeaderWriter.write(tracks, timeline.timescale());
    var indexes = indexes();
    int left = indexes.stream().mapToInt(IndexWriter::length).sum();
    var header = ByteBuffer.allocate(movie.remaining() + left).put(movie);
    for (var index : indexes) {
      left -= index.length();
      header.put(index.write(left));
    }
    return header.flip();
  }

  /** One for each source, that of the video first: some players look at the first alone. */
  private List<IndexWriter> indexes() throws MalformedMediaException {
    var positions = new IdentityHashMap<Selection, long[]>();
    for (var selection : selections) {
      positions.put(selection, new long[selection.fragments().size()]);
    }
    long end = 0;
    for (var placed : order) {
      Objects.requireNonNull(positions.get(placed.selection()))[placed.place()] = end;
      end = Math.addExact(end, placed.length());
    }
    var indexes = new ArrayList<IndexWriter>();
    for (var selection : selections) {
      var index = IndexWriter.of(selection, Objects.requireNonNull(positions.get(selection)), end);
      boolean video = selection.reference().track().video();
      if (index.fits()) {
        indexes.add(video ? 0 : indexes.size(), index);
      } else if (video) {
        throw unsupported("a fragment of over 2 GiB");
      }
    }
    return indexes;
  }
}
