package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.layout.Treatment;

/**
 * A clip of files that are not fragmented: a header of ours with tables of the samples that are
 * left, then these samples, those of one file in its order.
 */
final class ClippedMp4 {
  private static final int MAX_CHUNKS = 300_000;
  private static final int HEADER = 8;
  private static final int WIDE_HEADER = 16;
  private static final long MOST_32 = 0xffffffffL;

  private final List<TrackTables> tracks;
  private final long timescale;
  private final List<TrackTables.Chunk> chunks = new ArrayList<>();
  private long length;

  private ClippedMp4(List<TrackTables> tracks, long timescale) {
    this.tracks = tracks;
    this.timescale = timescale;
  }

  /** As {@link MergedMp4#layout} has it. */
  static Layout layout(List<Mp4Index> files, @Nullable Clip clip) throws MalformedMediaException {
    if (clip == null || !files.stream().allMatch(Mp4Index::tabled)) {
      throw unsupported("not fragmented");
    }
    var tables = files.stream().flatMap(file -> file.tables().stream()).toList();
    var timeline = new Timeline(tables);
    var cut = new ClipTimeline(timeline.whole(), timeline.timescale(), clip);
    var tracks = new ArrayList<TrackTables>();
    for (var selection : cut.selections()) {
      tracks.add(new TrackTables(selection, files.size() == 1 ? 0 : selection.source()));
    }
    return new ClippedMp4(tracks, timeline.timescale()).layout(files.size() == 1);
  }

  private Layout layout(boolean oneFile) throws MalformedMediaException {
    tracks.forEach(track -> chunks.addAll(track.chunks()));
    if (chunks.size() > MAX_CHUNKS) {
      throw new MalformedMediaException(Kind.TOO_LARGE, chunks.size() + " chunks");
    }
    chunks.sort(
        oneFile
            ? Comparator.comparingLong(TrackTables.Chunk::offset)
            : Comparator.comparingLong(TrackTables.Chunk::key));
    for (var chunk : chunks) {
      chunk.put(length);
      length = Math.addExact(length, chunk.length());
    }
    var pieces = new ArrayList<Piece>();
    pieces.add(new Piece.Literal(header()));
    media(pieces);
    return new Layout(pieces);
  }

  private ByteBuffer header() throws MalformedMediaException {
    var narrow = movie(0, false);
    boolean wide = narrow.remaining() + WIDE_HEADER + length > MOST_32;
    var empty = wide ? movie(0, true) : narrow;
    int head = wide ? WIDE_HEADER : HEADER;
    var movie = movie(empty.remaining() + head, wide);
    var header = ByteBuffer.allocate(movie.remaining() + head).put(movie);
    if (wide) {
      header.putInt(1).putInt(BoxType.MDAT).putLong(WIDE_HEADER + length);
    } else {
      header.putInt((int) (HEADER + length)).putInt(BoxType.MDAT);
    }
    return header.flip();
  }

  private ByteBuffer movie(long media, boolean wide) throws MalformedMediaException {
    var placed = new ArrayList<Selection.Placed>();
    var boxes = new ArrayList<ByteBuffer>();
    for (var track : tracks) {
      placed.add(track.placed());
      boxes.add(track.box(media, wide));
    }
    return HeaderWriter.write(placed, boxes, timescale);
  }

  private void media(List<Piece> pieces) {
    int i = 0;
    while (i < chunks.size()) {
      var first = chunks.get(i);
      long end = first.end();
      i++;
      while (i < chunks.size()
          && chunks.get(i).file() == first.file()
          && chunks.get(i).offset() == end) {
        end = chunks.get(i++).end();
      }
      if (end > first.offset()) {
        pieces.add(
            new Piece.Span(first.file(), first.offset(), end - first.offset(), Treatment.NONE));
      }
    }
  }
}
