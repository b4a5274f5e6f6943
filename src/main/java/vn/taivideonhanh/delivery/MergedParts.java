package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.layout.Passage;
import vn.taivideonhanh.media.mp4.StreamedMp4;

/**
 * The fragments of one or two lists after a header of ours, interleaved by time.
 *
 * @param lists of the sources; the first part of each is its initialization section
 */
record MergedParts(StreamedMp4 file, List<JoinedParts> lists) implements PartOrder {
  @Override
  public int size() {
    return file.turns().size();
  }

  @Override
  public Target target(int index) {
    return list(index).target(part(index));
  }

  @Override
  public ByteRange.@Nullable Span span(int index) {
    return list(index).span(part(index));
  }

  @Override
  public Future<Target> renewed(int index) {
    return list(index).renewed(part(index));
  }

  @Override
  public ByteBuf head() {
    return Unpooled.wrappedBuffer(file.header());
  }

  @Override
  public Passage passage(int index, long length, long at) {
    var span = span(index);
    return file.turns().get(index).passage(span == null ? 0 : span.first(), length, at);
  }

  private JoinedParts list(int index) {
    return lists.get(file.turns().get(index).source());
  }

  private int part(int index) {
    return file.turns().get(index).fragment() + 1;
  }
}
