package vn.taivideonhanh.delivery;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.mp4.ClipReader;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;
import vn.taivideonhanh.media.mp4.Mp4IndexReader;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;

/** What a merge of files must be: put together in memory, piece after piece. */
final class Merged {
  private final byte[] bytes;

  private Merged(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Of the merged file; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  static Merged of(vn.taivideonhanh.media.@Nullable Clip clip, byte[]... sources)
      throws MalformedMediaException {
    var indexes = new ArrayList<Mp4Index>();
    for (var source : sources) {
      indexes.add(
          read(
              clip == null ? new Mp4IndexReader(source.length) : new ClipReader(source.length),
              source));
    }
    if (clip != null) {
      var edges = MergedMp4.edges(indexes, clip);
      for (int i = 0; i < sources.length; i++) {
        indexes.set(i, read(edges.get(i), sources[i]));
      }
    }
    var layout = MergedMp4.layout(indexes, clip);
    return new Merged(assembled(layout, sources));
  }

  private static Mp4Index read(IndexReader<Mp4Index> reader, byte[] file)
      throws MalformedMediaException {
    for (var need = reader.need(); need != null; need = reader.need()) {
      int from = (int) need.offset();
      reader.feed(ByteBuffer.wrap(file, from, file.length - from).slice());
    }
    return reader.index();
  }

  private static byte[] assembled(Layout layout, byte[]... sources) throws MalformedMediaException {
    var whole = new ByteArrayOutputStream();
    for (var piece : layout.pieces()) {
      switch (piece) {
        case Piece.Literal(var bytes) -> {
          var copy = new byte[bytes.remaining()];
          bytes.duplicate().get(copy);
          whole.writeBytes(copy);
        }
        case Piece.Span span -> {
          var bytes =
              Unpooled.copiedBuffer(
                  sources[span.source()], (int) span.offset(), (int) span.length());
          try (var passage = span.treatment().passage()) {
            passage.take(
                bytes,
                out -> {
                  var copy = new byte[out.readableBytes()];
                  out.readBytes(copy).release();
                  whole.writeBytes(copy);
                });
          }
        }
      }
    }
    return whole.toByteArray();
  }

  /** The plan of a merge, with the length that was promised. */
  static StreamPlan.ExactMux plan(String video, String audio, long promised) {
    return new StreamPlan.ExactMux(
        Rig.head("Tải nhanh", "mp4", 5).withSize(Size.exact(promised)),
        track("v", video, true),
        track("a", audio, false),
        "mp4",
        null);
  }

  /** The plan of a clip of a merge, with the length that was promised. */
  static StreamPlan.ExactMux part(
      vn.taivideonhanh.media.Clip clip, StreamPlan.ExactMux whole, long promised) {
    var head = whole.head().withSize(Size.exact(promised));
    return new StreamPlan.ExactMux(head, whole.video(), whole.audio(), whole.container(), clip);
  }

  /** The plan of a clip of one file, with the length that was promised. */
  static StreamPlan.ExactMux part(vn.taivideonhanh.media.Clip clip, String url, long promised) {
    var head = Rig.head("Tải nhanh", "mp4", 5).withSize(Size.exact(promised));
    var source = new Source.File(url, Map.of(), null);
    return new StreamPlan.ExactMux(
        head, new Track("b", "mp4", source, true, true), null, "mp4", clip);
  }

  static Track track(String id, String url, boolean video) {
    return new Track(id, "mp4", new Source.File(url, Map.of(), null), video, !video);
  }
}
