package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One track of a source. Boxes are kept as they are and changed only when they are written.
 *
 * @param id over 0
 * @param handler {@link BoxType#VIDE}, {@link BoxType#SOUN} or another (ISO/IEC 14496-12, 8.4.3)
 * @param codec type of the first sample entry (8.5.2)
 * @param timescale ticks a second, over 0
 * @param tkhd the track header box (8.3.2)
 * @param mdia the media box (8.4.1)
 * @param trex fields of the track extends box (8.8.3) after the track's id
 */
record Track(
    int id,
    int handler,
    int codec,
    long timescale,
    List<Edit> edits,
    ByteBuffer tkhd,
    ByteBuffer mdia,
    ByteBuffer trex) {
  Track {
    edits = List.copyOf(edits);
  }

  boolean video() {
    return handler == BoxType.VIDE;
  }

  Track with(ByteBuffer header, ByteBuffer media) {
    return new Track(id, handler, codec, timescale, edits, header, media, trex);
  }

  Track withTrex(ByteBuffer fields) {
    return new Track(id, handler, codec, timescale, edits, tkhd, mdia, fields);
  }
}
