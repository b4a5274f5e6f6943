package vn.taivideonhanh.media.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Fragmented files with boxes in the other version that the standard allows (14496-12, 8.2.2). */
final class Versions {
  private static final Set<Integer> CONTAINERS =
      Set.of(BoxType.MOOV, BoxType.TRAK, BoxType.MDIA, BoxType.EDTS, BoxType.MOOF, BoxType.TRAF);

  private Versions() {}

  /** With the times of its header in 64 bits. */
  static Path wide(Path from, Path to) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(from));
    var out = new BoxWriter();
    while (bytes.hasRemaining()) {
      var box = next(bytes);
      if (box.getInt(4) == BoxType.MOOV) {
        widened(box, out);
      } else {
        out.put(box);
      }
    }
    return write(out, to);
  }

  private static void widened(ByteBuffer box, BoxWriter out) {
    int type = box.getInt(4);
    if (CONTAINERS.contains(type)) {
      out.begin(type);
      var body = box.slice(8, box.remaining() - 8);
      while (body.hasRemaining()) {
        widened(next(body), out);
      }
      out.end();
    } else if (box.getInt(8) >>> 24 == 0 && type == BoxType.ELST) {
      edits(box, out);
    } else if (box.getInt(8) >>> 24 == 0
        && (type == BoxType.MVHD || type == BoxType.TKHD || type == BoxType.MDHD)) {
      times(box, type == BoxType.TKHD ? 8 : 4, out);
    } else {
      out.put(box);
    }
  }

  /**
   * @param between bytes from the second time to the third, which is the duration
   */
  private static void times(ByteBuffer box, int between, BoxWriter out) {
    out.begin(box.getInt(4), 1, box.getInt(8) & 0xffffff);
    out.i64(box.getInt(12)).i64(box.getInt(16)).put(box.slice(20, between));
    out.i64(box.getInt(20 + between));
    int rest = 24 + between;
    out.put(box.slice(rest, box.remaining() - rest)).end();
  }

  private static void edits(ByteBuffer box, BoxWriter out) {
    out.begin(BoxType.ELST, 1, 0).i32(box.getInt(12));
    for (int at = 16; at < box.remaining(); at += 12) {
      out.i64(box.getInt(at)).i64(box.getInt(at + 4)).i32(box.getInt(at + 8));
    }
    out.end();
  }

  /** With the times of its fragments in 32 bits; what is free by that stays behind them. */
  static Path narrow(Path from, Path to) throws IOException {
    var bytes = Files.readAllBytes(from);
    narrow(ByteBuffer.wrap(bytes));
    return Files.write(to, bytes);
  }

  private static void narrow(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      var box = next(bytes);
      if (CONTAINERS.contains(box.getInt(4))) {
        narrow(box.slice(8, box.remaining() - 8));
      } else if (box.getInt(4) == BoxType.TFDT && box.get(8) == 1) {
        box.put(8, (byte) 0).putInt(12, box.getInt(16)).putInt(16, 0);
      }
    }
  }

  private static ByteBuffer next(ByteBuffer bytes) {
    int size = bytes.getInt(bytes.position());
    var box = bytes.slice(bytes.position(), size);
    bytes.position(bytes.position() + size);
    return box;
  }

  private static Path write(BoxWriter out, Path to) throws IOException {
    var all = out.bytes();
    var bytes = new byte[all.remaining()];
    all.get(bytes);
    return Files.write(to, bytes);
  }
}
