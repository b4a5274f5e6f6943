package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.IndexReader;

/**
 * Reads what a clip is cut by: the index of a fragmented file, or the tables of one that is not. Of
 * that nothing but clips can be made.
 */
public final class ClipReader implements IndexReader<Mp4Index> {
  private final long fileLength;
  private IndexReader<Mp4Index> reader;
  private boolean tables;

  /**
   * @param fileLength in bytes, -1 when it is not known
   */
  public ClipReader(long fileLength) {
    this.fileLength = fileLength;
    this.reader = new Mp4IndexReader(fileLength);
  }

  @Override
  public @Nullable Need need() {
    return reader.need();
  }

  @Override
  public int most() {
    return reader.most();
  }

  @Override
  public Mp4Index index() {
    return reader.index();
  }

  @Override
  public void feed(ByteBuffer bytes) throws MalformedMediaException {
    var asked = reader.need();
    try {
      reader.feed(bytes);
    } catch (MalformedMediaException e) {
      boolean other = e.kind() == Kind.UNSUPPORTED || e.kind() == Kind.TOO_LARGE;
      if (tables || !other || asked == null) {
        throw e;
      }
      // What was asked for last begins with a box that was not passed over.
      tables = true;
      reader = new TablesReader(asked.offset(), fileLength);
    }
  }
}
