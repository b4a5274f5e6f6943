package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;
import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.IndexReader;

/**
 * Reads the index of a fragmented MP4 file with a {@code sidx} (ISO/IEC 14496-12, 8.16.3), and the
 * head of its first fragment. Refused as {@link Kind#UNSUPPORTED}: a file that is not fragmented,
 * is encrypted, has no {@code sidx}, or one that names only some of its fragments.
 */
public final class Mp4IndexReader implements IndexReader<Mp4Index> {
  /** Most bytes that are asked for. */
  public static final long MAX_BYTES = 4 << 20;

  private static final int FIRST_READ = 16 << 10;
  private static final int STEP = 4 << 10;
  private static final int HEADER = 16;
  private static final int MAX_NEEDS = 2_000;

  /** Indexes beside each other that are looked at: one for each track. */
  private static final int MAX_TOP = 16;

  /** What a file may begin with. */
  private static final Set<Integer> FIRST =
      Set.of(
          BoxType.FTYP,
          BoxType.STYP,
          BoxType.MOOV,
          BoxType.FREE,
          BoxType.SKIP,
          BoxType.WIDE,
          BoxType.UUID,
          BoxType.MDAT);

  private final long fileLength;
  private final List<SegmentIndex> indexes = new ArrayList<>();
  private @Nullable Need need = new Need(0, FIRST_READ);
  private Phase phase = Phase.HEAD;
  private long asked = FIRST_READ;
  private int needs;
  private long at;
  private @Nullable MovieBox movie;
  private @Nullable References references;
  private SegmentIndex.@Nullable Reference waiting;
  private Map<Integer, Long> firstTimes = Map.of();
  private @Nullable Mp4Index index;

  private enum Phase {
    /** The boxes before the media. */
    HEAD,
    /** Indexes that an index refers to. */
    NESTED,
    /** The first fragment's boxes. */
    FRAGMENT,
    /** What follows the last fragment. */
    TAIL,
    DONE
  }

  /** Reads a file of unknown length. */
  public Mp4IndexReader() {
    this(-1);
  }

  /**
   * @param fileLength in bytes, -1 when it is not known; known, it is checked that the index names
   *     all of the file
   */
  public Mp4IndexReader(long fileLength) {
    this.fileLength = fileLength;
  }

  @Override
  public @Nullable Need need() {
    return need;
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
    switch (phase) {
      case HEAD -> head(window);
      case NESTED -> nested(window);
      case FRAGMENT -> fragment(window);
      case TAIL -> tail(window);
      case DONE -> {}
    }
  }

  private void head(Window window) throws MalformedMediaException {
    boolean reached = movie != null && !indexes.isEmpty() && at >= indexes.getFirst().first();
    var box = reached ? null : header(window, STEP);
    if (need != null) {
      return;
    }
    if (at == 0 && (box == null || !FIRST.contains(box.type()))) {
      throw broken("not an MP4 file");
    }
    if (box == null || box.type() == BoxType.MDAT || box.type() == BoxType.MOOF) {
      references = chosen();
      phase = Phase.NESTED;
      return;
    }
    switch (box.type()) {
      case BoxType.MOOV, BoxType.SIDX -> {
        var body = body(window, box);
        if (body == null) {
          return;
        }
        if (box.type() == BoxType.MOOV) {
          movie = MovieBox.read(body);
        } else if (indexes.size() < MAX_TOP) {
          indexes.add(SegmentIndex.read(new Cursor(body), box.end()));
        }
      }
      case BoxType.PSSH -> throw unsupported("encrypted");
      default -> {}
    }
    at = box.end();
  }

  private References chosen() throws MalformedMediaException {
    var tracks = movie().tracks();
    var reference = PartsHead.reference(tracks);
    for (var sidx : indexes) {
      if (sidx.referenceId() == reference.id() || tracks.size() == 1) {
        return new References(reference, sidx);
      }
    }
    throw unsupported("no index of the fragments");
  }

  private void nested(Window window) throws MalformedMediaException {
    var all = references();
    waiting = waiting == null ? all.next() : waiting;
    if (waiting == null) {
      at = all.fragments().getFirst().offset();
      phase = Phase.FRAGMENT;
      return;
    }
    at = waiting.offset();
    var box = header(window, STEP);
    if (need != null) {
      return;
    }
    if (box == null || box.type() != BoxType.SIDX) {
      throw broken("an index refers to what is no index");
    }
    var body = body(window, box);
    if (body != null) {
      all.expand(SegmentIndex.read(new Cursor(body), box.end()));
      waiting = null;
    }
  }

  private void fragment(Window window) throws MalformedMediaException {
    var box = header(window, STEP);
    if (need != null) {
      return;
    }
    if (box == null || box.type() == BoxType.MDAT || box.type() == BoxType.MOOV) {
      throw broken("the first fragment has no head");
    }
    if (box.type() != BoxType.MOOF) {
      at = box.end();
      return;
    }
    var body = body(window, box);
    if (body != null) {
      firstTimes = FirstTimes.read(new Cursor(body));
      at = references().fragments().getLast().end();
      phase = Phase.TAIL;
    }
  }

  /** An index that stops before the media does is one of a part only. */
  private void tail(Window window) throws MalformedMediaException {
    for (var other : indexes) {
      references().extend(other);
    }
    at = references().fragments().getLast().end();
    if (fileLength >= 0 && at != fileLength) {
      if (at > fileLength) {
        throw broken("an index that goes beyond the file's end");
      }
      var box = header(window, HEADER);
      if (need != null) {
        return;
      }
      switch (box == null ? BoxType.FREE : box.type()) {
        case BoxType.FREE, BoxType.SKIP, BoxType.UUID, BoxType.MFRA, BoxType.WIDE -> {}
        default -> throw unsupported("an index of a part of the file only");
      }
    }
    var all = references();
    index =
        new Mp4Index(
            movie(),
            new Mp4Index.Sidx(all.track(), all.timescale(), all.fragments(), false),
            firstTimes);
    phase = Phase.DONE;
  }

  private MovieBox movie() throws MalformedMediaException {
    if (movie == null) {
      throw unsupported("no header of a movie before the media");
    }
    return movie;
  }

  private References references() {
    if (references == null) {
      throw new IllegalStateException("the head is not read yet");
    }
    return references;
  }

  /** The box at the place where we are; null at the file's end, or when bytes are needed first. */
  private Window.@Nullable Header header(Window window, int step) throws MalformedMediaException {
    if (at == Long.MAX_VALUE || at == fileLength) {
      return null;
    }
    if (!window.has(at, HEADER) && !window.ends(at)) {
      need = new Need(at, step);
      return null;
    }
    return window.header(at);
  }

  /** The box's content; null when bytes are needed first. */
  private @Nullable ByteBuffer body(Window window, Window.Header box)
      throws MalformedMediaException {
    long length = box.length();
    if (length > MAX_BYTES) {
      throw new MalformedMediaException(
          Kind.TOO_LARGE, "a " + BoxType.name(box.type()) + " box of " + length + " bytes");
    }
    if (!window.has(at, length)) {
      if (window.ends(at)) {
        throw broken("the file ends in a " + BoxType.name(box.type()) + " box");
      }
      need = new Need(at, (int) length);
      return null;
    }
    return window.slice(box.body(), (int) (box.end() - box.body()));
  }
}
