package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;
import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * What a {@code moov} box (ISO/IEC 14496-12, 8.2.1) of a fragmented file says.
 *
 * @param timescale of the movie, ticks a second
 */
record MovieBox(long timescale, List<Track> tracks) {
  private static final int MAX_TRACKS = 16;

  MovieBox {
    tracks = List.copyOf(tracks);
  }

  /** Reads the body of a {@code moov} box; what is kept of it is a copy. */
  static MovieBox read(ByteBuffer body) throws MalformedMediaException {
    var own = ByteBuffer.allocate(body.remaining()).put(body.slice()).flip();
    var moov = new Cursor(own);
    long timescale = 0;
    var tracks = new ArrayList<Track>();
    Map<Integer, ByteBuffer> extended = null;
    for (var box = moov.box(); box != null; box = moov.box()) {
      switch (box.type()) {
        case BoxType.MVHD -> timescale = timescale(box.cursor());
        case BoxType.TRAK -> tracks.add(TrackBox.read(box.cursor()));
        case BoxType.MVEX -> extended = extended(box.cursor());
        case BoxType.PSSH -> throw unsupported("encrypted");
        default -> {}
      }
    }
    if (extended == null) {
      throw unsupported("not fragmented");
    }
    if (timescale == 0 || tracks.isEmpty()) {
      throw broken("a movie without a time scale or tracks");
    }
    return checked(timescale, joined(tracks, extended));
  }

  /** Of a movie header box (8.2.2). */
  static long timescale(Cursor mvhd) throws MalformedMediaException {
    mvhd.skip(mvhd.full().version() == 1 ? 16 : 8);
    return mvhd.u32();
  }

  /** Movie extends box (8.8.1): the fields of each {@code trex} (8.8.3) by its track's id. */
  private static Map<Integer, ByteBuffer> extended(Cursor mvex) throws MalformedMediaException {
    var found = new HashMap<Integer, ByteBuffer>();
    for (var box = mvex.box(); box != null; box = mvex.box()) {
      if (box.type() == BoxType.TREX) {
        var trex = box.cursor();
        var _ = trex.full();
        int id = trex.i32();
        trex.skip(16);
        found.put(id, box.body().slice(8, 16));
      }
    }
    return found;
  }

  private static List<Track> joined(List<Track> tracks, Map<Integer, ByteBuffer> extended)
      throws MalformedMediaException {
    if (tracks.size() > MAX_TRACKS) {
      throw unsupported(tracks.size() + " tracks");
    }
    var ids = new HashSet<Integer>();
    var joined = new ArrayList<Track>();
    for (var track : tracks) {
      @Nullable ByteBuffer fields = extended.get(track.id());
      if (fields == null || !ids.add(track.id())) {
        throw broken("a track has no defaults of its own");
      }
      joined.add(track.withTrex(fields));
    }
    return joined;
  }

  /** A movie of tracks whose edit lists can be counted with. */
  static MovieBox checked(long timescale, List<Track> tracks) throws MalformedMediaException {
    for (var track : tracks) {
      var _ = Timescale.checked(0, track.timescale());
      long all = 0;
      for (var edit : track.edits()) {
        all = Timescale.checked(all + Timescale.checked(edit.duration(), timescale), timescale);
        var _ = Timescale.checked(Math.max(0, edit.mediaTime()), track.timescale());
      }
    }
    return new MovieBox(timescale, tracks);
  }
}
