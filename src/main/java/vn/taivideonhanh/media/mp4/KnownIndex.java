package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.layout.IndexReader;

/**
 * Of a file's index nothing is left to be read.
 *
 * @param index all of it
 */
record KnownIndex(Mp4Index index) implements IndexReader<Mp4Index> {
  @Override
  public @Nullable Need need() {
    return null;
  }

  @Override
  public void feed(ByteBuffer bytes) {
    throw new IllegalStateException("nothing is needed");
  }
}
