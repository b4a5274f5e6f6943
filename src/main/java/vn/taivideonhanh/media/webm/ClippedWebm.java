package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.webm.ClusterScan.Cover;
import vn.taivideonhanh.media.webm.WebmIndex.Extent;

/**
 * Clips of WebM files. WebM has no edit list, so a clip could begin at key frames only; its frames
 * are put into MP4 instead, where they are at home, too. For that the length of each of them has to
 * be known: the clusters that cover the clip are read once before the clip is laid out.
 */
public final class ClippedWebm {
  /** Most bytes of all clusters that cover a clip. */
  public static final long MOST_BYTES = 64 << 20;

  /** In milliseconds; times of a file that begins later are not those that people ask by. */
  private static final long LATEST_BEGIN = 5_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private ClippedWebm() {}

  /**
   * What has to be read of the sources before a clip can be laid out as MP4.
   *
   * @param sources one or more
   * @return one for each source, in their order
   * @throws MalformedMediaException when a source has a track that MP4 has no place for, or there
   *     is too much to be read
   */
  public static List<ClusterScan> scans(List<WebmIndex> sources, Clip clip)
      throws MalformedMediaException {
    var scans = new ArrayList<ClusterScan>();
    long length = 0;
    for (var source : sources) {
      var scan = new ClusterScan(source, cover(source, clip));
      length += scan.length();
      scans.add(scan);
    }
    if (length > MOST_BYTES) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "a clip in clusters of " + length);
    }
    return scans;
  }

  /**
   * About how long a clip will be, in bytes, before anything is read for it.
   *
   * @throws MalformedMediaException when {@link #scans} would throw it
   */
  public static long expected(List<WebmIndex> sources, Clip clip) throws MalformedMediaException {
    var scans = scans(sources, clip);
    double bytes = 0;
    for (int i = 0; i < scans.size(); i++) {
      bytes += scans.get(i).share();
    }
    return Math.max(1, Math.round(bytes));
  }

  private static Cover cover(WebmIndex source, Clip clip) throws MalformedMediaException {
    var stretches = source.stretches();
    long begin = ticks(source, clip.startMillis());
    long end = ticks(source, clip.endMillis());
    if (stretches.getFirst().time() > ticks(source, LATEST_BEGIN)) {
      throw unsupported("a file that begins late");
    }
    int first = 0;
    int last = 0;
    for (int i = 0; i < stretches.size(); i++) {
      first = stretches.get(i).time() <= begin ? i : first;
      last = stretches.get(i).time() < end ? i : last;
    }
    // The first picture may be a little earlier than what was asked, and sound begins with it.
    first = source.hasVideo() ? first : Math.max(0, first - 1);
    last = Math.max(first, last);
    // A stretch is named by a frame in it, before which there may be others that are wanted.
    int after = Math.min(last + 1, stretches.size() - 1);
    var extent = new Extent(stretches.get(first).offset(), stretches.get(after).end());
    long from = first == 0 ? 0 : stretches.get(first).time();
    return new Cover(extent, from, begin, end, source.end(after));
  }

  private static long ticks(WebmIndex source, long millis) {
    return (long) ((double) millis * NANOS_PER_MILLI / source.timing().scale());
  }
}
