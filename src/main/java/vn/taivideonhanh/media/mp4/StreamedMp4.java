package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Passage;

/**
 * What {@link MergedMp4} makes, for fragments whose lengths show only when they come: the same
 * fragments in the same order after a header with the durations, but no index and no known length.
 */
public final class StreamedMp4 {
  private final ByteBuffer header;
  private final List<Turn> turns;

  private StreamedMp4(ByteBuffer header, List<Turn> turns) {
    this.header = header;
    this.turns = List.copyOf(turns);
  }

  /** The next fragment. */
  public static final class Turn {
    private final Selection selection;
    private final int place;
    private final int number;

    private Turn(Selection selection, int place, int number) {
      this.selection = selection;
      this.place = place;
      this.number = number;
    }

    /** Number of the source that it is of. */
    public int source() {
      return selection.source();
    }

    /** Its number among the source's fragments, from 0. */
    public int fragment() {
      return place;
    }

    /**
     * What its bytes pass through.
     *
     * @param from position in the source of its first byte
     * @param length in bytes; {@link Long#MAX_VALUE} when that is not known
     * @param to position of its first byte in the merged file
     */
    public Passage passage(long from, long length, long to) {
      boolean separate = selection.index().separate();
      return new FragmentTreatment(selection.changes(), length, from, to, separate, number)
          .passage();
    }

    private long key() {
      return selection.key(selection.fragments().get(place));
    }
  }

  /**
   * A merged file.
   *
   * @param sources as for {@link MergedMp4#layout}; the lengths of their fragments do not count
   * @throws MalformedMediaException when the sources can't be merged
   */
  public static StreamedMp4 of(List<Mp4Index> sources) throws MalformedMediaException {
    MergedMp4.check(sources);
    var timeline = new Timeline(sources);
    var selections = timeline.whole();
    var turns = new ArrayList<Turn>();
    for (var selection : selections) {
      for (int i = 0; i < selection.fragments().size(); i++) {
        turns.add(new Turn(selection, i, 0));
      }
    }
    MergedMp4.checkCount(turns.size());
    turns.sort(Comparator.comparingLong(Turn::key));
    for (int i = 0; i < turns.size(); i++) {
      turns.set(i, new Turn(turns.get(i).selection, turns.get(i).place, i));
    }
    var tracks = selections.stream().flatMap(selection -> selection.tracks().stream()).toList();
    return new StreamedMp4(HeaderWriter.write(tracks, timeline.timescale()), turns);
  }

  /** What the file begins with; never changed. */
  public ByteBuffer header() {
    return header.asReadOnlyBuffer();
  }

  /** The fragments in order. */
  public List<Turn> turns() {
    return turns;
  }
}
