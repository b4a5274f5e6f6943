package vn.taivideonhanh.media.mp4;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;

/** A file put together from others, any range of which can be read. */
final class Assembled implements AutoCloseable {
  private final List<FileChannel> sources = new ArrayList<>();
  private final Random sizes = new Random(7);
  private final Layout layout;

  Assembled(@Nullable Clip clip, Path... files) throws IOException, MalformedMediaException {
    var indexes = new ArrayList<Mp4Index>();
    for (var file : files) {
      var source = FileChannel.open(file);
      sources.add(source);
      indexes.add(read(reader(clip, source.size()), source));
    }
    layout = MergedMp4.layout(clip == null ? indexes : edges(indexes, clip), clip);
  }

  private static IndexReader<Mp4Index> reader(@Nullable Clip clip, long length) {
    return clip == null ? new Mp4IndexReader(length) : new ClipReader(length);
  }

  private List<Mp4Index> edges(List<Mp4Index> indexes, Clip clip)
      throws IOException, MalformedMediaException {
    var known = new ArrayList<Mp4Index>();
    for (var reader : MergedMp4.edges(indexes, clip)) {
      known.add(read(reader, sources.get(known.size())));
    }
    return known;
  }

  Layout layout() {
    return layout;
  }

  /** Gives a reader what it asks for. */
  static <T> T read(IndexReader<T> reader, FileChannel source)
      throws IOException, MalformedMediaException {
    for (var need = reader.need(); need != null; need = reader.need()) {
      reader.feed(bytes(source, need.offset(), need.length()));
    }
    return reader.index();
  }

  private static ByteBuffer bytes(FileChannel source, long offset, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    int read;
    do {
      read = source.read(bytes, offset + bytes.position());
    } while (read >= 0 && bytes.hasRemaining());
    return bytes.flip();
  }

  /** All of it. */
  byte[] whole() throws IOException, MalformedMediaException {
    return range(0, layout.length());
  }

  /** A range, as one reads it who comes for the range alone. */
  byte[] range(long from, long to) throws IOException, MalformedMediaException {
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
        case Piece.Span span -> span(span, first, last, out);
      }
    }
    return out.toByteArray();
  }

  private void span(Piece.Span span, long first, long last, ByteArrayOutputStream out)
      throws IOException, MalformedMediaException {
    long taken = 0;
    var handed = new Window(first, last, out);
    try (var passage = span.treatment().passage()) {
      while (handed.position < last) {
        long jump = Math.min(first, passage.unchangedUntil());
        if (jump > taken) {
          passage.skipTo(jump);
          taken = jump;
          handed.position = jump;
        }
        int length = (int) Math.min(1 + sizes.nextInt(9000), span.length() - taken);
        var bytes = bytes(sources.get(span.source()), span.offset() + taken, length);
        taken += length;
        passage.take(Unpooled.wrappedBuffer(bytes), handed::put);
      }
    }
  }

  /** Keeps what is within a range. */
  private static final class Window {
    private final long first;
    private final long last;
    private final ByteArrayOutputStream out;
    private long position;

    Window(long first, long last, ByteArrayOutputStream out) {
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

  @Override
  public void close() throws IOException {
    for (var source : sources) {
      source.close();
    }
  }
}
