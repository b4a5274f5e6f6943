package vn.taivideonhanh.media.webm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;

/** A file put together from others in memory, any range of which can be read. */
final class Assembled {
  private static final int NEEDS = 3_000;

  private final List<byte[]> sources;
  private final Random sizes = new Random(7);
  private final Layout layout;

  Assembled(byte[]... files) throws MalformedMediaException {
    sources = List.of(files);
    var indexes = new ArrayList<WebmIndex>();
    for (var file : files) {
      indexes.add(read(file));
    }
    layout = MergedWebm.layout(indexes, null);
  }

  /** A part of them, as MP4. */
  Assembled(Clip clip, byte[]... files) throws MalformedMediaException {
    sources = List.of(files);
    var indexes = new ArrayList<WebmIndex>();
    for (var file : files) {
      indexes.add(read(file));
    }
    var read = new ArrayList<Mp4Index>();
    for (var scan : ClippedWebm.scans(indexes, clip)) {
      read.add(scanned(scan, files[read.size()]));
    }
    layout = MergedMp4.layout(read, clip);
  }

  private Mp4Index scanned(ClusterScan scan, byte[] file) throws MalformedMediaException {
    long end = scan.offset() + scan.length();
    for (long at = scan.offset(); at < end; ) {
      int length = (int) Math.min(1 + sizes.nextInt(sizes.nextInt(4) == 0 ? 7 : 9000), end - at);
      scan.read(Unpooled.wrappedBuffer(file, (int) at, length));
      at += length;
    }
    return scan.index();
  }

  static WebmIndex read(byte[] file) throws MalformedMediaException {
    var reader = new WebmIndexReader(file.length);
    int needs = 0;
    for (var need = reader.need(); need != null; need = reader.need()) {
      if (need.length() < 1 || need.length() > 4 << 20 || ++needs > NEEDS) {
        throw new AssertionError("asks too much: " + need);
      }
      int from = (int) Math.min(need.offset(), file.length);
      int length = Math.min(need.length(), file.length - from);
      reader.feed(ByteBuffer.wrap(file, from, length));
    }
    return reader.index();
  }

  Layout layout() {
    return layout;
  }

  /** All of it. */
  byte[] whole() throws MalformedMediaException {
    return range(0, layout.length());
  }

  /** A range, as one reads it who comes for the range alone. */
  byte[] range(long from, long to) throws MalformedMediaException {
    var out = new ByteArrayOutputStream();
    for (int i = layout.at(from); i < layout.pieces().size() && layout.start(i) < to; i++) {
      long first = Math.max(0, from - layout.start(i));
      long last = Math.min(layout.pieces().get(i).length(), to - layout.start(i));
      switch (layout.pieces().get(i)) {
        case Piece.Literal(var bytes) -> {
          var part = new byte[(int) (last - first)];
          bytes.duplicate().get((int) first, part);
          out.writeBytes(part);
        }
        case Piece.Span span -> span(span, new Part(first, last, out));
      }
    }
    return out.toByteArray();
  }

  private void span(Piece.Span span, Part part) throws MalformedMediaException {
    long taken = 0;
    try (var passage = span.treatment().passage()) {
      while (part.position < part.last) {
        long jump = Math.min(part.first, passage.unchangedUntil());
        if (jump > taken) {
          passage.skipTo(jump);
          taken = jump;
          part.position = jump;
        }
        if (taken == span.length()) {
          throw new AssertionError("fewer bytes came out than went in");
        }
        int size = sizes.nextInt(4) == 0 ? 7 : 9000;
        int length = (int) Math.min(1 + sizes.nextInt(size), span.length() - taken);
        var source = sources.get(span.source());
        var bytes = Unpooled.copiedBuffer(source, (int) (span.offset() + taken), length);
        taken += length;
        passage.take(bytes, part::put);
      }
    }
  }

  /** Keeps what is within a range of a span. */
  private static final class Part {
    private final long first;
    private final long last;
    private final ByteArrayOutputStream out;
    private long position;

    Part(long first, long last, ByteArrayOutputStream out) {
      this.first = first;
      this.last = last;
      this.out = out;
    }

    void put(ByteBuf bytes) {
      long from = Math.max(first, position);
      long to = Math.min(last, position + bytes.readableBytes());
      if (from < to) {
        var part = new byte[(int) (to - from)];
        var _ = bytes.getBytes((int) (from - position) + bytes.readerIndex(), part);
        out.writeBytes(part);
      }
      position += bytes.readableBytes();
      var _ = bytes.release();
    }
  }
}
