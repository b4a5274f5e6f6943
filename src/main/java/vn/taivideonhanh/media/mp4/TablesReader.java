package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;
import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.IndexReader;

/**
 * Finds the {@code moov} of a file that is not fragmented, before its media or behind, and reads
 * the tables of the samples there (ISO/IEC 14496-12, 8.2.1).
 */
final class TablesReader implements IndexReader<Mp4Index> {
  /** Longest {@code moov}, in bytes: that of some hours. */
  static final int MAX_MOOV = 16 << 20;

  private static final int FIRST_READ = 16 << 10;
  private static final int HEADER = 16;
  private static final int MAX_NEEDS = 32;

  private final long fileLength;
  private @Nullable Need need;
  private @Nullable Mp4Index index;
  private long at;
  private int needs;

  /**
   * @param from position of a box before which there is no {@code moov}
   * @param fileLength in bytes, -1 when it is not known
   */
  TablesReader(long from, long fileLength) {
    this.at = from;
    this.fileLength = fileLength;
    this.need = new Need(from, FIRST_READ);
  }

  @Override
  public @Nullable Need need() {
    return need;
  }

  @Override
  public int most() {
    return MAX_MOOV + (1 << 20);
  }

  @Override
  public Mp4Index index() {
    if (index == null) {
      throw new IllegalStateException("more bytes are needed");
    }
    return index;
  }

  @Override
  public void feed(ByteBuffer bytes) throws MalformedMediaException {
    var asking = need;
    if (asking == null) {
      throw new IllegalStateException("nothing is needed");
    }
    var window = new Window(bytes.slice(), asking);
    need = null;
    while (need == null && index == null) {
      step(window);
    }
    if (++needs > MAX_NEEDS) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "many boxes before the movie's header");
    }
  }

  private void step(Window window) throws MalformedMediaException {
    if (at == Long.MAX_VALUE || at == fileLength) {
      throw unsupported("no header of a movie");
    }
    if (!window.has(at, HEADER) && !window.ends(at)) {
      need = new Need(at, FIRST_READ);
      return;
    }
    var box = window.header(at);
    if (box == null || box.type() == BoxType.MOOF) {
      throw unsupported("no header of a movie with samples");
    }
    if (box.type() != BoxType.MOOV) {
      at = box.end();
      return;
    }
    if (box.length() > MAX_MOOV) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "a movie's header of " + box.length());
    }
    if (window.has(at, box.length())) {
      var body = window.slice(box.body(), (int) (box.end() - box.body()));
      index = MovieTables.read(new Cursor(body), fileLength);
    } else if (window.ends(at)) {
      throw broken("the file ends in its header");
    } else {
      need = new Need(at, (int) box.length());
    }
  }
}
