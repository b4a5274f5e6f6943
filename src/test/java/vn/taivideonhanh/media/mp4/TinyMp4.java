package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;

/**
 * A fragmented file of one track that is written here, small enough to be twisted by the thousand.
 */
final class TinyMp4 {
  private static final int FRAGMENTS = 3;
  private static final int SAMPLES = 4;
  private static final int FRAGMENT_LENGTH = 160;

  private TinyMp4() {}

  static byte[] bytes(int handler, boolean nested) {
    var out = new BoxWriter();
    out.begin(BoxType.FTYP).i32(BoxType.ISOM).i32(0).end();
    movie(out, handler);
    index(out, nested);
    for (int i = 0; i < FRAGMENTS; i++) {
      fragment(out, i);
    }
    var bytes = new byte[out.bytes().remaining()];
    out.bytes().get(bytes);
    return bytes;
  }

  private static void movie(BoxWriter out, int handler) {
    out.begin(BoxType.MOOV);
    out.begin(BoxType.MVHD, 0, 0).zeros(8).i32(1000).zeros(80).end();
    out.begin(BoxType.TRAK);
    out.begin(BoxType.TKHD, 0, 3).zeros(8).i32(1).zeros(68).end();
    out.begin(BoxType.EDTS).begin(BoxType.ELST, 0, 0).i32(1).i32(0).i32(5).i32(Edit.NORMAL);
    out.end().end();
    out.begin(BoxType.MDIA);
    out.begin(BoxType.MDHD, 0, 0).zeros(8).i32(600).zeros(8).end();
    out.begin(BoxType.HDLR, 0, 0).i32(0).i32(handler).zeros(13).end();
    out.begin(BoxType.MINF).begin(BoxType.STBL);
    out.begin(BoxType.STSD, 0, 0).i32(1).begin(BoxType.AV01).zeros(78).end().end();
    out.begin(BoxType.STSZ, 0, 0).i32(0).i32(0).end();
    out.end().end().end().end();
    out.begin(BoxType.MVEX);
    out.begin(BoxType.TREX, 0, 0).i32(1).i32(1).i32(100).i32(10).i32(0).end();
    out.end().end();
  }

  private static void index(BoxWriter out, boolean nested) {
    if (nested) {
      out.begin(BoxType.SIDX, 1, 0).i32(1).i32(600).i64(0).i64(0).i16(0).i16(1);
      out.i32(1 << 31 | 76).i32(SAMPLES * 100 * FRAGMENTS).i32(0x90000000).end();
    }
    out.begin(BoxType.SIDX, 1, 0).i32(1).i32(600).i64(0).i64(0).i16(0).i16(FRAGMENTS);
    for (int i = 0; i < FRAGMENTS; i++) {
      out.i32(FRAGMENT_LENGTH).i32(SAMPLES * 100).i32(0x90000000);
    }
    out.end();
  }

  private static void fragment(BoxWriter out, int number) {
    out.begin(BoxType.MOOF).begin(BoxType.MFHD, 0, 0).i32(number + 1).end();
    out.begin(BoxType.TRAF);
    out.begin(BoxType.TFHD, 0, 0x020000).i32(1).end();
    out.begin(BoxType.TFDT, 0, 0).i32(number * SAMPLES * 100).end();
    out.begin(BoxType.TRUN, 0, 0x801).i32(SAMPLES).i32(120);
    for (int i = 0; i < SAMPLES; i++) {
      out.i32(i * 10);
    }
    out.end().end().end();
    out.begin(BoxType.FREE).i32(0).end();
    out.begin(BoxType.MDAT).zeros(SAMPLES * 10).end();
  }

  /** A file's head as a reader wants it. */
  static ByteBuffer window(byte[] file, long offset, int length) {
    if (offset >= file.length) {
      return ByteBuffer.allocate(0);
    }
    return ByteBuffer.wrap(file, (int) offset, (int) Math.min(length, file.length - offset));
  }
}
