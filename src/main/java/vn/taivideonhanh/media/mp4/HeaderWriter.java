package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the header of a merged file: {@code ftyp} and {@code moov} (ISO/IEC 14496-12, 4.3, 8.2).
 */
final class HeaderWriter {
  private static final int UNITY = 0x10000;
  private static final int FULL_VOLUME = 0x0100;
  private static final int TRACK_ENABLED_IN_MOVIE = 3;
  private static final long MOST_32 = 0xffffffffL;

  private final BoxWriter out = new BoxWriter();
  private final List<Selection.Placed> tracks;
  private final List<ByteBuffer> media;
  private final long timescale;
  private final long duration;

  private HeaderWriter(List<Selection.Placed> tracks, List<ByteBuffer> media, long timescale) {
    this.tracks = tracks;
    this.media = media;
    this.timescale = timescale;
    this.duration = tracks.stream().mapToLong(Selection.Placed::duration).max().orElse(0);
  }

  /**
   * The header of a fragmented file.
   *
   * @param timescale of the movie
   */
  static ByteBuffer write(List<Selection.Placed> tracks, long timescale) {
    var writer =
        new HeaderWriter(tracks, tracks.stream().map(p -> p.track().mdia()).toList(), timescale);
    writer.fileType();
    writer.movie(true);
    return writer.out.bytes();
  }

  /**
   * The header of a file that is not fragmented.
   *
   * @param media the tracks' media boxes
   * @param timescale of the movie
   */
  static ByteBuffer write(List<Selection.Placed> tracks, List<ByteBuffer> media, long timescale) {
    var writer = new HeaderWriter(tracks, media, timescale);
    writer.fileType();
    writer.movie(false);
    return writer.out.bytes();
  }

  private void fileType() {
    out.begin(BoxType.FTYP).i32(BoxType.ISOM).i32(0x200);
    Set<Integer> brands =
        new LinkedHashSet<>(List.of(BoxType.ISOM, BoxType.ISO5, BoxType.ISO6, BoxType.MP41));
    if (tracks.stream().anyMatch(p -> p.track().codec() == BoxType.AV01)) {
      brands.add(BoxType.AV01);
    }
    brands.forEach(out::i32);
    out.end();
  }

  private void movie(boolean fragmented) {
    out.begin(BoxType.MOOV);
    movieHeader();
    for (int i = 0; i < tracks.size(); i++) {
      track(tracks.get(i), media.get(i));
    }
    if (fragmented) {
      extension();
    }
    out.end();
  }

  /** Movie extends box (8.8.1). */
  private void extension() {
    out.begin(BoxType.MVEX);
    int version = version(duration);
    out.begin(BoxType.MEHD, version, 0).sized(version, duration).end();
    for (var track : tracks) {
      out.begin(BoxType.TREX, 0, 0).i32(track.id()).put(track.track().trex()).end();
    }
    out.end();
  }

  /** Movie header box (8.2.2); a creation time would differ from one time to the next. */
  private void movieHeader() {
    int version = version(duration);
    out.begin(BoxType.MVHD, version, 0).sized(version, 0).sized(version, 0);
    out.i32((int) timescale).sized(version, duration);
    out.i32(UNITY).i16(FULL_VOLUME).zeros(10);
    matrix();
    out.zeros(24).i32(tracks.getLast().id() + 1).end();
  }

  private void matrix() {
    out.i32(UNITY).zeros(12).i32(UNITY).zeros(12).i32(0x40000000);
  }

  private void track(Selection.Placed placed, ByteBuffer mdia) {
    out.begin(BoxType.TRAK);
    trackHeader(placed);
    if (!placed.edits().isEmpty()) {
      edits(placed.edits());
    }
    out.put(mdia).end();
  }

  /** Track header box (8.3.2), with the source's place of the picture and its size. */
  private void trackHeader(Selection.Placed placed) {
    var source = placed.track().tkhd();
    int fixed = source.remaining() - 60;
    int flags = flags(source) | TRACK_ENABLED_IN_MOVIE;
    int version = version(placed.duration());
    out.begin(BoxType.TKHD, version, flags).sized(version, 0).sized(version, 0);
    out.i32(placed.id()).i32(0).sized(version, placed.duration());
    out.put(source.slice(fixed, 60)).end();
  }

  private static int flags(ByteBuffer box) {
    return box.getInt(box.getInt(0) == 1 ? 16 : 8) & 0xffffff;
  }

  /** Edit list box (8.6.6). */
  private void edits(List<Edit> edits) {
    int version = 0;
    for (var edit : edits) {
      if (edit.duration() > MOST_32 || edit.mediaTime() > Integer.MAX_VALUE) {
        version = 1;
      }
    }
    out.begin(BoxType.EDTS).begin(BoxType.ELST, version, 0).i32(edits.size());
    for (var edit : edits) {
      out.sized(version, edit.duration()).sized(version, edit.mediaTime()).i32(edit.rate());
    }
    out.end().end();
  }

  private static int version(long time) {
    return time > MOST_32 ? 1 : 0;
  }
}
