package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;
import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.MalformedMediaException;

/** Reads the {@code moov} of a file that is not fragmented: its first video, its first sound. */
final class MovieTables {
  private final long fileLength;
  private final List<TrackBox.Tabled> tracks = new ArrayList<>();
  private long timescale;
  private int samples;

  private MovieTables(long fileLength) {
    this.fileLength = fileLength;
  }

  /**
   * @param moov at the box's body; nothing of it is kept
   * @param fileLength in bytes, -1 when it is not known
   */
  static Mp4Index read(Cursor moov, long fileLength) throws MalformedMediaException {
    return new MovieTables(fileLength).index(moov);
  }

  private Mp4Index index(Cursor moov) throws MalformedMediaException {
    for (var box = moov.box(); box != null; box = moov.box()) {
      switch (box.type()) {
        case BoxType.MVHD -> timescale = MovieBox.timescale(box.cursor());
        case BoxType.TRAK -> track(box);
        case BoxType.PSSH -> throw unsupported("encrypted");
        case BoxType.MVEX -> throw unsupported("fragmented, but without an index");
        default -> {}
      }
    }
    if (timescale == 0 || tracks.isEmpty()) {
      throw broken("a movie without a time scale or tracks");
    }
    var each = new ArrayList<Mp4Index>();
    for (var tabled : tracks) {
      check(tabled.table());
      var movie = MovieBox.checked(timescale, List.of(tabled.track()));
      var groups = SampleGroups.of(tabled.table(), tabled.track(), timescale);
      each.add(Mp4Index.ofGroups(movie, groups));
    }
    return Mp4Index.ofTables(each);
  }

  /** Takes the first track of each kind that has samples. */
  private void track(Cursor.Box trak) throws MalformedMediaException {
    int handler = TrackBox.handler(trak.cursor());
    boolean media = handler == BoxType.VIDE || handler == BoxType.SOUN;
    if (media && tracks.stream().noneMatch(it -> it.track().handler() == handler)) {
      var tabled = TrackBox.readTabled(trak.cursor(), SampleTable.MOST - samples);
      if (tabled.table().count() > 0) {
        samples += tabled.table().count();
        tracks.add(tabled);
      }
    }
  }

  private void check(SampleTable table) throws MalformedMediaException {
    for (int i = 0; fileLength >= 0 && i < table.count(); i++) {
      if (table.offset(i) > fileLength - table.length(i)) {
        throw broken("samples beyond the file's end");
      }
    }
  }
}
