package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;

/** Describes a track of a file that is not MP4, as if it were one. */
record TrackWriter(SampleEntry entry, long timescale) {
  static final int ID = 1;

  private static final int UNITY = 0x10000;
  private static final int FULL_VOLUME = 0x0100;

  /** Undetermined (ISO 639-2), five bits a letter. */
  private static final int LANGUAGE = 0x55c4;

  /**
   * @param delay of what is decoded first and not heard, in the time scale
   */
  Track track(long delay) {
    var edits = delay == 0 ? List.<Edit>of() : List.of(new Edit(0, delay, Edit.NORMAL));
    int handler = entry.picture() == null ? BoxType.SOUN : BoxType.VIDE;
    var trex = new BoxWriter().i32(1).zeros(12).bytes();
    return new Track(ID, handler, entry.codec(), timescale, edits, header(), media(handler), trex);
  }

  /** Track header box (ISO/IEC 14496-12, 8.3.2). */
  private ByteBuffer header() {
    var picture = entry.picture();
    var out = new BoxWriter().begin(BoxType.TKHD, 0, 0).zeros(8).i32(ID).zeros(8).zeros(12);
    out.i16(picture == null ? FULL_VOLUME : 0).i16(0);
    out.i32(UNITY).zeros(12).i32(UNITY).zeros(12).i32(0x40000000);
    if (picture == null) {
      return out.zeros(8).end().bytes();
    }
    var aspect = picture.aspect();
    long width = ((long) picture.width() << 16) * aspect[0] / aspect[1];
    return out.i32((int) Math.min(width, Integer.MAX_VALUE))
        .i32(picture.height() << 16)
        .end()
        .bytes();
  }

  /** Media box (8.4.1), of which all samples are in fragments. */
  private ByteBuffer media(int handler) {
    var out = new BoxWriter().begin(BoxType.MDIA);
    out.begin(BoxType.MDHD, 0, 0).zeros(8).i32((int) timescale).i32(0);
    out.i16(LANGUAGE).i16(0).end();
    out.begin(BoxType.HDLR, 0, 0).i32(0).i32(handler).zeros(13).end();
    out.begin(BoxType.MINF);
    if (entry.picture() == null) {
      out.begin(BoxType.SMHD, 0, 0).zeros(4).end();
    } else {
      out.begin(BoxType.VMHD, 0, 1).zeros(8).end();
    }
    out.begin(BoxType.DINF).begin(BoxType.DREF, 0, 0).i32(1);
    out.begin(BoxType.URL, 0, 1).end().end().end();
    out.begin(BoxType.STBL).begin(BoxType.STSD, 0, 0).i32(1).put(entry.box()).end();
    for (int table : new int[] {BoxType.STTS, BoxType.STSC, BoxType.STCO}) {
      out.begin(table, 0, 0).i32(0).end();
    }
    out.begin(BoxType.STSZ, 0, 0).zeros(8).end();
    return out.end().end().end().bytes();
  }
}
