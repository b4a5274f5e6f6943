package vn.taivideonhanh.media.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import vn.taivideonhanh.media.MalformedMediaException;

/** Files that are not fragmented, written here. */
final class TinyTables {
  /** Of each track. */
  static final int SAMPLES = 12;

  private static final long FAR = 5L << 30;

  private TinyTables() {}

  /**
   * Video and sound, whose samples take turns by two.
   *
   * @param length of each sample, in bytes; of long ones there are the tables only
   */
  static byte[] bytes(int length) {
    var out = new BoxWriter();
    out.begin(BoxType.FTYP).i32(BoxType.ISOM).i32(0).end();
    out.begin(BoxType.MOOV);
    out.begin(BoxType.MVHD, 0, 0).zeros(8).i32(1000).zeros(80).end();
    track(out, 1, length);
    track(out, 2, length);
    out.end();
    if (length < 100) {
      out.begin(BoxType.MDAT).zeros(2 * SAMPLES * length).end();
    }
    var bytes = new byte[out.bytes().remaining()];
    out.bytes().get(bytes);
    return bytes;
  }

  private static void track(BoxWriter out, int id, int length) {
    int handler = id == 1 ? BoxType.VIDE : BoxType.SOUN;
    out.begin(BoxType.TRAK);
    out.begin(BoxType.TKHD, 0, 3).zeros(8).i32(id).zeros(68).end();
    out.begin(BoxType.EDTS).begin(BoxType.ELST, 0, 0).i32(1).i32(2400).i32(20).i32(Edit.NORMAL);
    out.end().end();
    out.begin(BoxType.MDIA);
    out.begin(BoxType.MDHD, 0, 0).zeros(8).i32(100).i32(20 * SAMPLES).i32(0).end();
    out.begin(BoxType.HDLR, 0, 0).i32(0).i32(handler).zeros(13).end();
    out.begin(BoxType.MINF).begin(BoxType.STBL);
    out.begin(BoxType.STSD, 0, 0).i32(1).begin(BoxType.AV01).zeros(78).end().end();
    out.begin(BoxType.STTS, 0, 0).i32(2).i32(4).i32(20).i32(SAMPLES - 4).i32(20).end();
    out.begin(BoxType.CTTS, 0, 0).i32(2).i32(2).i32(20).i32(SAMPLES - 2).i32(20).end();
    out.begin(BoxType.STSS, 0, 0).i32(3).i32(1).i32(5).i32(9).end();
    out.begin(BoxType.STSC, 0, 0).i32(1).i32(1).i32(2).i32(1).end();
    out.begin(BoxType.STSZ, 0, 0).i32(0).i32(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      out.i32(length);
    }
    out.end().begin(BoxType.CO64, 0, 0).i32(SAMPLES / 2);
    for (int i = 0; i < SAMPLES / 2; i++) {
      out.i64(1000 + (2L * i + id - 1) * 2 * length);
    }
    out.end().end().end().end().end();
  }

  /** A real file with its media beyond 4 GiB; it is sparse. */
  static Path far(Path file, Path to) throws IOException, MalformedMediaException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int movie = place(bytes, BoxType.MOOV);
    int media = place(bytes, BoxType.MDAT);
    var head = new BoxWriter();
    moved(bytes.slice(movie, bytes.getInt(movie)), FAR - media, head);
    try (var out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var free = new BoxWriter().i32(1).i32(BoxType.FREE);
      var first = bytes.slice(0, bytes.getInt(0));
      long at = (long) first.remaining() + head.bytes().remaining();
      var _ = out.write(first);
      var _ = out.write(head.bytes());
      var _ = out.write(free.i64(FAR - at).bytes());
      var _ = out.write(bytes.slice(media, bytes.getInt(media)), FAR);
    }
    return to;
  }

  private static int place(ByteBuffer bytes, int type) {
    int at = 0;
    while (bytes.getInt(at + 4) != type) {
      at += bytes.getInt(at);
    }
    return at;
  }

  private static void moved(ByteBuffer boxes, long by, BoxWriter out)
      throws MalformedMediaException {
    var cursor = new Cursor(boxes);
    for (var box = cursor.box(); box != null; box = cursor.box()) {
      switch (box.type()) {
        case BoxType.MOOV, BoxType.TRAK, BoxType.MDIA, BoxType.MINF, BoxType.STBL -> {
          out.begin(box.type());
          moved(box.body(), by, out);
          out.end();
        }
        case BoxType.STCO -> {
          var stco = box.cursor();
          stco.skip(4);
          int count = stco.i32();
          out.begin(BoxType.CO64, 0, 0).i32(count);
          for (int i = 0; i < count; i++) {
            out.i64(stco.u32() + by);
          }
          out.end();
        }
        default -> out.put(box.whole());
      }
    }
  }
}
