package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;
import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.IndexReader;

/**
 * Reads what a WebM file says of itself before its clusters, and its cues (RFC 9559, 5.1.5),
 * wherever they are. Refused as {@link Kind#UNSUPPORTED}: a file with several tracks, with codecs
 * that are not WebM's, encrypted, without cues, or with more behind its segment.
 */
public final class WebmIndexReader implements IndexReader<WebmIndex> {
  /** Most bytes that are asked for. */
  public static final long MAX_BYTES = 4 << 20;

  private static final int FIRST_READ = 16 << 10;
  private static final int STEP = 4 << 10;
  private static final int MAX_NEEDS = 2_000;

  private final long fileLength;
  private final SegmentHead head = new SegmentHead();
  private @Nullable Need need = new Need(0, FIRST_READ);
  private Phase phase = Phase.FILE;
  private long asked = FIRST_READ;
  private int needs;
  private long at;
  private long segment = -1;
  private long first;
  private @Nullable WebmIndex index;

  private enum Phase {
    /** What says that it is such a file. */
    FILE,
    /** The elements before the media. */
    HEAD,
    /** The cues, behind the media. */
    CUES,
    /** What follows the cues there. */
    TAIL,
    DONE
  }

  /**
   * @param fileLength in bytes
   */
  public WebmIndexReader(long fileLength) {
    this.fileLength = fileLength;
  }

  @Override
  public @Nullable Need need() {
    return need;
  }

  @Override
  public WebmIndex index() {
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
    var window = new Window(bytes, asking.offset());
    need = null;
    while (need == null && phase != Phase.DONE) {
      step(window);
    }
    if (need == null) {
      return;
    }
    asked += need.length();
    if (asked > MAX_BYTES || ++needs > MAX_NEEDS) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "an index of over " + asked + " bytes");
    }
  }

  private void step(Window window) throws MalformedMediaException {
    if (at >= fileLength) {
      end();
      return;
    }
    int wanted = (int) Math.min(ElementHead.MOST, fileLength - at);
    if (!window.has(at, wanted)) {
      need = new Need(at, STEP);
      return;
    }
    var element = window.header(at, fileLength);
    switch (phase) {
      case FILE -> file(window, element);
      case HEAD -> head(window, element);
      case CUES -> cues(window, element);
      case TAIL -> {
        if (element.id() == ElementId.CLUSTER) {
          throw unsupported("clusters behind the cues");
        }
        at = element.end();
      }
      case DONE -> {}
    }
  }

  /** There is no more. */
  private void end() throws MalformedMediaException {
    if (phase != Phase.TAIL) {
      throw broken("a file without media");
    }
    done(head.cuesAt());
  }

  private void file(Window window, Window.Header element) throws MalformedMediaException {
    if (at == 0 && element.id() != ElementId.EBML) {
      throw broken("not a WebM file");
    }
    switch (element.id()) {
      case ElementId.EBML -> {
        var body = body(window, element);
        if (body != null) {
          FileHead.check(new Cursor(body));
          at = element.end();
        }
      }
      case ElementId.SEGMENT -> {
        if (element.end() != fileLength) {
          throw unsupported("more than one segment");
        }
        segment = element.body();
        at = segment;
        phase = Phase.HEAD;
      }
      case ElementId.VOID -> at = element.end();
      default -> throw broken("not a WebM file");
    }
  }

  private void head(Window window, Window.Header element) throws MalformedMediaException {
    switch (element.id()) {
      case ElementId.CLUSTER -> {
        first = at;
        if (head.hasCues()) {
          done(fileLength);
        } else {
          at = head.cuesAt(at, fileLength);
          phase = Phase.CUES;
        }
      }
      case ElementId.SEEK_HEAD, ElementId.INFO, ElementId.TRACKS, ElementId.CUES -> {
        var body = body(window, element);
        if (body != null) {
          head.take(element.id(), body, segment);
          at = element.end();
        }
      }
      default -> at = element.end();
    }
  }

  private void cues(Window window, Window.Header element) throws MalformedMediaException {
    if (element.id() != ElementId.CUES) {
      throw broken("no cues where they should be");
    }
    var body = body(window, element);
    if (body != null) {
      head.take(element.id(), body, segment);
      at = element.end();
      phase = Phase.TAIL;
    }
  }

  /**
   * @param end of the clusters
   */
  private void done(long end) throws MalformedMediaException {
    index = head.index(segment, new WebmIndex.Extent(first, end));
    phase = Phase.DONE;
  }

  /** An element's content; null when bytes are needed first. */
  private @Nullable ByteBuffer body(Window window, Window.Header element)
      throws MalformedMediaException {
    long length = element.end() - element.start();
    if (length > MAX_BYTES) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "an element of " + length + " bytes");
    }
    if (!window.has(at, length)) {
      need = new Need(at, (int) length);
      return null;
    }
    return window.slice(element.body(), element.end() - element.body());
  }
}
