package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import vn.taivideonhanh.media.MalformedMediaException;

/** Writes an {@code mdia} box (ISO/IEC 14496-12, 8.4.1) with other tables of samples. */
final class MediaBox {
  private static final int MOST_32 = 0xffffffff;
  private static final int HEADER = 8;

  private final BoxWriter out;
  private final long duration;
  private final Tables tables;

  /** Writes the tables. */
  interface Tables {
    void into(BoxWriter out);
  }

  private MediaBox(BoxWriter out, long duration, Tables tables) {
    this.out = out;
    this.duration = duration;
    this.tables = tables;
  }

  /** The same without the tables. */
  static ByteBuffer bare(Cursor.Box mdia) throws MalformedMediaException {
    var out = new BoxWriter().begin(BoxType.MDIA);
    new MediaBox(out, 0, _ -> {}).boxes(mdia.cursor());
    out.end();
    var bytes = out.bytes();
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  /**
   * @param mdia the box as a track has it, whole and with a short header
   * @param duration in the track's time scale
   */
  static void write(BoxWriter out, ByteBuffer mdia, long duration, Tables tables)
      throws MalformedMediaException {
    var boxes = new Cursor(mdia);
    boxes.skip(HEADER);
    new MediaBox(out.begin(BoxType.MDIA), duration, tables).boxes(boxes);
    out.end();
  }

  private void boxes(Cursor boxes) throws MalformedMediaException {
    for (var box = boxes.box(); box != null; box = boxes.box()) {
      switch (box.type()) {
        case BoxType.MINF -> {
          out.begin(BoxType.MINF);
          boxes(box.cursor());
          out.end();
        }
        case BoxType.MDHD -> header(box);
        case BoxType.STBL -> {
          out.begin(BoxType.STBL);
          description(box.cursor());
          tables.into(out);
          out.end();
        }
        default -> out.put(box.whole());
      }
    }
  }

  /** Media header box (8.4.2). */
  private void header(Cursor.Box mdhd) throws MalformedMediaException {
    boolean wide = mdhd.cursor().full().version() == 1;
    out.begin(BoxType.MDHD).put(mdhd.body().slice(0, wide ? 24 : 16));
    if (wide) {
      out.i64(duration);
    } else {
      out.i32(duration >>> 32 == 0 ? (int) duration : MOST_32);
    }
    int rest = wide ? 32 : 20;
    out.put(mdhd.body().slice(rest, mdhd.body().remaining() - rest)).end();
  }

  private void description(Cursor stbl) throws MalformedMediaException {
    for (var box = stbl.box(); box != null; box = stbl.box()) {
      if (box.type() == BoxType.STSD) {
        out.put(box.whole());
      }
    }
  }
}
