package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.MalformedMediaException;

/** Makes the tables of one track's samples (ISO/IEC 14496-12, 8.6 and 8.7). */
final class TrackTables {
  private final Selection selection;
  private final int file;
  private final Selection.Placed placed;
  private final List<Chunk> chunks = new ArrayList<>();
  private final BoxWriter lengths = new BoxWriter();
  private final BoxWriter sync = new BoxWriter();
  private final Runs durations = new Runs();
  private final Runs later = new Runs();
  private int count;
  private int syncs;
  private long duration;
  private boolean reordered;
  private boolean before;

  /** Samples that follow each other in a file. */
  static final class Chunk {
    private final int file;
    private final long offset;
    private final long key;
    private long length;
    private int samples;
    private long position;

    Chunk(int file, long offset, long key) {
      this.file = file;
      this.offset = offset;
      this.key = key;
    }

    int file() {
      return file;
    }

    long offset() {
      return offset;
    }

    long end() {
      return offset + length;
    }

    long length() {
      return length;
    }

    /** By what chunks of several files are ordered. */
    long key() {
      return key;
    }

    /** Says where it is in the clip, from the first byte of the media. */
    void put(long newPosition) {
      position = newPosition;
    }
  }

  /** Values that often repeat. */
  private static final class Runs {
    private final BoxWriter out = new BoxWriter();
    private int entries;
    private int count;
    private int value;

    void add(int next) {
      if (count > 0 && next != value) {
        flush();
      }
      value = next;
      count++;
    }

    void flush() {
      out.i32(count).i32(value);
      entries++;
      count = 0;
    }

    void into(BoxWriter box) {
      if (count > 0) {
        flush();
      }
      box.i32(entries).put(out.bytes()).end();
    }
  }

  /**
   * @param file number of the file that the samples are in
   */
  TrackTables(Selection selection, int file) {
    this.selection = selection;
    this.file = file;
    this.placed = selection.tracks().getFirst();
    int begin = selection.index().fragments().indexOf(selection.fragments().getFirst());
    for (int i = 0; i < selection.fragments().size(); i++) {
      var cuts = selection.cuts().get(i);
      var left =
          cuts == null
              ? selection.index().samples(begin + i, placed.track().id())
              : cuts.getFirst().samples();
      left.forEach(this::add);
    }
  }

  private void add(Sample sample) {
    count++;
    lengths.i32(sample.length());
    durations.add((int) sample.duration());
    duration += sample.duration();
    int after = (int) (sample.shown() - sample.decode());
    later.add(after);
    reordered |= after != 0;
    before |= after < 0;
    if (sample.sync()) {
      syncs++;
      sync.i32(count);
    }
    chunk(sample);
  }

  private void chunk(Sample sample) {
    long key = key(sample);
    var last = chunks.isEmpty() ? null : chunks.getLast();
    if (last == null
        || last.end() != sample.offset()
        || key / Selection.NANOS != last.key / Selection.NANOS) {
      last = new Chunk(file, sample.offset(), key);
      chunks.add(last);
    }
    last.length += sample.length();
    last.samples++;
  }

  private long key(Sample sample) {
    long decode = Math.max(0, sample.decode() - placed.earlier());
    long nanos = Timescale.convert(decode, placed.track().timescale(), Selection.NANOS);
    return placed.track().video() ? nanos : nanos + Selection.SLACK;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /** The track in the clip. */
  Selection.Placed placed() {
    return placed;
  }

  /**
   * The media box.
   *
   * @param media position of the first byte of the clip's media
   * @param wide whether positions have 64 bits
   */
  ByteBuffer box(long media, boolean wide) throws MalformedMediaException {
    var out = new BoxWriter();
    MediaBox.write(
        out, selection.tracks().getFirst().track().mdia(), duration, it -> into(it, media, wide));
    return out.bytes();
  }

  private void into(BoxWriter out, long media, boolean wide) {
    durations.into(out.begin(BoxType.STTS, 0, 0));
    if (reordered) {
      later.into(out.begin(BoxType.CTTS, before ? 1 : 0, 0));
    }
    if (syncs < count) {
      out.begin(BoxType.STSS, 0, 0).i32(syncs).put(sync.bytes()).end();
    }
    chunkSizes(out);
    out.begin(BoxType.STSZ, 0, 0).i32(0).i32(count).put(lengths.bytes()).end();
    out.begin(wide ? BoxType.CO64 : BoxType.STCO, 0, 0).i32(chunks.size());
    for (var chunk : chunks) {
      out.sized(wide ? 1 : 0, media + chunk.position);
    }
    out.end();
  }

  /** Sample to chunk box (8.7.4). */
  private void chunkSizes(BoxWriter out) {
    var entries = new BoxWriter();
    int runs = 0;
    int before = 0;
    for (int i = 0; i < chunks.size(); i++) {
      int samples = chunks.get(i).samples;
      if (samples != before) {
        entries.i32(i + 1).i32(samples).i32(1);
        runs++;
        before = samples;
      }
    }
    out.begin(BoxType.STSC, 0, 0).i32(runs).put(entries.bytes()).end();
  }
}
