package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;
import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/**
 * The samples of one track in a file that is not a fragmented MP4 file, as far as a clip needs
 * them. What comes of them is an index that only clips can be laid out from.
 */
public final class ForeignSamples {
  /** Most samples: half an hour of sound, an hour of pictures. */
  public static final int MOST = 100_000;

  /** Sound is in fragments about as long, in seconds. */
  private static final long STEP = 2;

  /** Depends on no other (8.8.3.1). */
  private static final int SYNC = 0x2000000;

  /** Depends on others, and no decoder can begin with it. */
  private static final int OTHER = 0x1010000;

  private final Track track;
  private final long timescale;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * @param timescale ticks a second, of all times here
   * @param delay of what is decoded first and not presented
   */
  public ForeignSamples(SampleEntry entry, long timescale, long delay) {
    this.track = new TrackWriter(entry, timescale).track(delay);
    this.timescale = timescale;
  }

  /**
   * Adds the next sample.
   *
   * @param offset in the source
   * @param length in bytes, over 0
   * @param time when it is decoded and presented, later than that of the one before
   * @param key whether decoding can begin with it; the first one has to be such
   */
  public void add(long offset, int length, long time, boolean key) throws MalformedMediaException {
    var _ = Timescale.checked(time, timescale);
    if (samples.isEmpty() && !key) {
      throw unsupported("samples that begin in the middle");
    }
    if (samples.size() == MOST) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "over " + MOST + " samples");
    }
    end(time);
    samples.add(new Sample(offset, length, time, time, 0, key ? SYNC : OTHER));
  }

  private void end(long time) throws MalformedMediaException {
    if (samples.isEmpty()) {
      return;
    }
    var last = samples.getLast();
    long duration = time - last.decode();
    if (duration <= 0 || duration > Integer.MAX_VALUE) {
      throw broken("a sample of " + duration);
    }
    samples.set(samples.size() - 1, last.at(last.decode(), last.shown(), duration));
  }

  /** Whether there is none yet. */
  public boolean isEmpty() {
    return samples.isEmpty();
  }

  /** Number of the samples. */
  public int size() {
    return samples.size();
  }

  /** When the first is presented; only when there is one. */
  public long first() {
    return samples.getFirst().shown();
  }

  /**
   * The index, in fragments that decoding can begin with.
   *
   * @param end of the last sample
   */
  public Mp4Index index(long end) throws MalformedMediaException {
    if (samples.isEmpty()) {
      throw unsupported("no samples");
    }
    end(Timescale.checked(end, timescale));
    var fragments = new ArrayList<Fragment>();
    var runs = new ArrayList<Sample.Run>();
    for (int i = 0; i < samples.size(); ) {
      int next = next(i);
      runs.add(new Sample.Run(fragments.size(), track.id(), samples.subList(i, next)));
      fragments.add(fragment(samples.subList(i, next)));
      i = next;
    }
    var movie = new MovieBox(timescale, List.of(track));
    var sidx = new Mp4Index.Sidx(track, timescale, fragments, false);
    return new Mp4Index(movie, sidx, Map.of()).headless(runs);
  }

  /** Where the fragment ends that begins with a sample. */
  private int next(int first) {
    long until = samples.get(first).decode() + STEP * timescale;
    int next = first + 1;
    while (next < samples.size()) {
      var sample = samples.get(next);
      if (sample.flags() == SYNC && (track.video() || sample.decode() >= until)) {
        return next;
      }
      next++;
    }
    return next;
  }

  private static Fragment fragment(List<Sample> samples) throws MalformedMediaException {
    long start = samples.getFirst().shown();
    long length = samples.stream().mapToLong(Sample::length).sum();
    if (length > Integer.MAX_VALUE) {
      throw unsupported("a fragment of over 2 GiB");
    }
    return new Fragment(
        samples.getFirst().offset(), length, start, samples.getLast().end() - start, true);
  }
}
