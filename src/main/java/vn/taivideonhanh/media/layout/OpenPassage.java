package vn.taivideonhanh.media.layout;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Changes nothing. */
final class OpenPassage implements Passage {
  @Override
  public void take(ByteBuf bytes, Consumer<ByteBuf> out) {
    out.accept(bytes);
  }

  @Override
  public long unchangedUntil() {
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
