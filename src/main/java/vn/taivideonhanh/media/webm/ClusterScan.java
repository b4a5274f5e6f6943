package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;
import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.mp4.ForeignSamples;
import vn.taivideonhanh.media.mp4.Mp4Index;
import vn.taivideonhanh.media.mp4.SampleEntry;

/**
 * Reads the clusters that cover a clip, and tells where the frames in them are: as an index from
 * which the clip can be laid out as MP4, which has edit lists. The clusters' bytes are given to
 * {@link #read} once, in order; none of them is kept.
 */
public final class ClusterScan {
  /** Of pictures: WebM's times are mostly milliseconds. */
  private static final long PICTURES = 90_000;

  private static final long NANOS = 1_000_000_000;

  /** By how much a packet may be away from where those before it end, in ticks of 48 kHz. */
  private static final long JITTER = 96;

  private final WebmIndex index;
  private final Cover cover;
  private final TrackSettings settings;
  private final BlockReader blocks;
  private @Nullable ForeignSamples samples;

  /** Where the last frame ends, as far as that is known. */
  private long end;

  /** Whether a frame behind the clip has come. */
  private boolean passed;

  /**
   * What of a file covers a clip.
   *
   * @param extent of the clusters; those at its end may be behind the clip
   * @param from when it begins, in ticks of the file; 0 when it begins with the file
   * @param begin of the clip, likewise
   * @param end of the clip, likewise
   * @param rest when what follows the extent begins, likewise
   */
  record Cover(WebmIndex.Extent extent, long from, long begin, long end, long rest) {}

  ClusterScan(WebmIndex index, Cover cover) throws MalformedMediaException {
    this.index = index;
    this.cover = cover;
    this.settings = TrackSettings.of(index.track());
    this.blocks = new BlockReader(cover.extent(), index.track().number(), this::take);
    // A track that can't be in MP4 is refused before it is read.
    settings.check(index.hasVideo());
  }

  /** Whether all is known, so that no more has to be read. */
  public boolean done() {
    return passed || blocks.done();
  }

  /** Position in the file of the first byte that is wanted. */
  public long offset() {
    return cover.extent().first();
  }

  /** How many bytes are wanted at most. */
  public long length() {
    return cover.extent().end() - cover.extent().first();
  }

  /** What of these bytes falls to the clip, by its time. */
  double share() {
    double lasts = Math.min(cover.end(), cover.rest()) - cover.begin();
    double whole = cover.rest() - cover.from();
    return whole <= 0 ? length() : length() * Math.clamp(lasts / whole, 0.0, 1.0);
  }

  /**
   * Takes the next bytes, which stay the caller's.
   *
   * @throws MalformedMediaException when there is something that can't be put into MP4, or over a
   *     limit, or broken
   */
  public void read(ByteBuf bytes) throws MalformedMediaException {
    if (!done()) {
      blocks.read(bytes);
    }
  }

  /**
   * What came of it.
   *
   * @throws MalformedMediaException when it does not make a clip
   */
  public Mp4Index index() throws MalformedMediaException {
    if (!done() || samples == null) {
      throw unsupported("clusters without samples");
    }
    if (index.hasVideo() && cover.from() > 0 && samples.first() > ticks(cover.begin())) {
      throw unsupported("a cue that names no key frame");
    }
    boolean more = index.hasVideo() && !passed;
    return samples.index(more ? Math.max(ticks(cover.rest()), end) : end);
  }

  /** How many frames were found. */
  public int size() {
    return samples == null ? 0 : samples.size();
  }

  private void take(Block block) throws MalformedMediaException {
    if (passed || (samples == null && !block.key())) {
      return;
    }
    long time = ticks(block.time());
    if (samples != null && block.time() >= cover.end()) {
      passed = true;
      end = index.hasVideo() ? time : end;
      return;
    }
    var table = samples == null ? begin(block, time) : samples;
    samples = table;
    if (index.hasVideo()) {
      table.add(block.offset(), block.length(), time, block.key());
      end = time + usual();
    } else {
      // Times of sound are rounded; what its packets say is not.
      long start = Math.abs(time - end) <= JITTER + ticks(1) ? end : time;
      table.add(block.offset(), block.length(), start, true);
      long discarded = Math.min(block.discarded(), NANOS) * SampleEntry.OPUS_RATE / NANOS;
      end = start + Math.max(1, OpusFrame.duration(block) - discarded);
    }
  }

  private ForeignSamples begin(Block block, long time) throws MalformedMediaException {
    end = time;
    var entry = settings.entry(block);
    long delay = Math.min(settings.delay(), NANOS) * scale() / NANOS;
    return new ForeignSamples(entry, scale(), index.hasVideo() ? 0 : delay);
  }

  /** How long the last picture is shown when nothing else tells. */
  private long usual() {
    long told = Math.min(settings.duration(), NANOS) * PICTURES / NANOS;
    return Math.max(told, 1);
  }

  private long scale() {
    return index.hasVideo() ? PICTURES : SampleEntry.OPUS_RATE;
  }

  /** A time of the file, in ticks of the sample table. */
  private long ticks(long time) throws MalformedMediaException {
    long tick = index.timing().scale();
    if (time > (long) (4e18 / tick)) {
      throw broken("a time of " + time);
    }
    long nanos = time * tick;
    long rest = nanos % NANOS * scale();
    return nanos / NANOS * scale() + (rest + NANOS / 2) / NANOS;
  }
}
