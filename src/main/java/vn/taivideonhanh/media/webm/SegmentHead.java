package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;
import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;

/** What of a segment is not media (RFC 9559, 5.1), as far as it has been read. */
final class SegmentHead {
  /** Of a tick, when nothing is said (RFC 9559, 5.1.2.2). */
  private static final long USUAL_SCALE = 1_000_000;

  private long cuesAt = -1;
  private WebmIndex.@Nullable Timing timing;
  private @Nullable TrackEntry track;
  private @Nullable ByteBuffer cues;

  /**
   * Takes an element's content.
   *
   * @param segment position in the file of the segment's content
   */
  void take(int id, ByteBuffer body, long segment) throws MalformedMediaException {
    switch (id) {
      case ElementId.SEEK_HEAD -> seek(new Cursor(body), segment);
      case ElementId.INFO -> timing = timing(new Cursor(body));
      case ElementId.TRACKS -> {
        if (track != null) {
          throw broken("tracks twice");
        }
        track = TrackEntry.only(new Cursor(body));
      }
      case ElementId.CUES -> {
        // The window that it is in is not kept.
        cues = ByteBuffer.allocate(body.remaining()).put(body).flip();
      }
      default -> throw new IllegalArgumentException("not of a head");
    }
  }

  private void seek(Cursor head, long segment) throws MalformedMediaException {
    for (var seek = head.next(); seek != null; seek = head.next()) {
      if (seek.id() != ElementId.SEEK) {
        continue;
      }
      long id = 0;
      long position = -1;
      var fields = seek.cursor();
      for (var field = fields.next(); field != null; field = fields.next()) {
        switch (field.id()) {
          case ElementId.SEEK_ID -> id = field.unsigned();
          case ElementId.SEEK_POSITION -> position = field.unsigned();
          default -> {}
        }
      }
      if (id == ElementId.CUES && position >= 0 && position <= Long.MAX_VALUE - segment) {
        cuesAt = segment + position;
      }
    }
  }

  private static WebmIndex.Timing timing(Cursor info) throws MalformedMediaException {
    long scale = USUAL_SCALE;
    double duration = -1;
    for (var element = info.next(); element != null; element = info.next()) {
      switch (element.id()) {
        case ElementId.TIMESTAMP_SCALE -> scale = element.unsigned();
        case ElementId.DURATION -> duration = element.real();
        default -> {}
      }
    }
    if (scale == 0 || duration < 0) {
      throw unsupported("a file without a duration");
    }
    return new WebmIndex.Timing(scale, duration);
  }

  boolean hasCues() {
    return cues != null;
  }

  /** Where the cues are, after it was asked where to look for them. */
  long cuesAt() {
    return cuesAt;
  }

  /**
   * Where the cues are to be found.
   *
   * @param after the first cluster's position
   */
  long cuesAt(long after, long end) throws MalformedMediaException {
    if (cuesAt < 0) {
      throw unsupported("no cues");
    }
    if (cuesAt <= after || cuesAt >= end) {
      throw broken("cues outside of the file");
    }
    return cuesAt;
  }

  WebmIndex index(long segment, WebmIndex.Extent extent) throws MalformedMediaException {
    if (timing == null || track == null || cues == null) {
      throw unsupported("no description before the media");
    }
    var places = Cue.read(new Cursor(cues), track.number(), segment, extent.end());
    return new WebmIndex(timing, track, places, extent);
  }
}
