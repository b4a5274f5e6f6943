package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/** Reads the samples of {@code moof} boxes (ISO/IEC 14496-12, 8.8.4). */
final class SampleReader {
  /** Most samples of one fragment: half an hour of audio. */
  private static final int MAX_SAMPLES = 100_000;

  private final Mp4Index index;
  private final Map<Integer, List<Sample>> samples = new HashMap<>();
  private int count;

  SampleReader(Mp4Index index) {
    this.index = index;
  }

  /** What was read, by the track's id. */
  Map<Integer, List<Sample>> samples() {
    return samples;
  }

  /**
   * Reads one {@code moof}.
   *
   * @param position of its first byte in the source
   */
  void read(Cursor moof, long position) throws MalformedMediaException {
    for (var box = moof.box(); box != null; box = moof.box()) {
      if (box.type() == BoxType.TRAF) {
        new TrackFragment(position).read(box.cursor());
      }
    }
  }

  /** What holds in one {@code traf} (8.8.6). */
  private final class TrackFragment {
    private final long moof;
    private long base;
    private @Nullable List<Sample> track;
    private long data;
    private long time = -1;
    private long duration;
    private int length;
    private int flags;

    TrackFragment(long moof) {
      this.moof = moof;
      this.base = moof;
      this.data = moof;
    }

    void read(Cursor traf) throws MalformedMediaException {
      for (var box = traf.box(); box != null; box = traf.box()) {
        var cursor = box.cursor();
        switch (box.type()) {
          case BoxType.TFHD -> header(cursor);
          case BoxType.TFDT ->
              time = Timescale.checked(cursor.sized(cursor.full()), Timescale.MOST);
          case BoxType.TRUN -> run(cursor);
          default -> {}
        }
      }
    }

    /** Track fragment header box (8.8.7), over the defaults of {@code trex} (8.8.3). */
    private void header(Cursor tfhd) throws MalformedMediaException {
      int has = tfhd.full().flags();
      int id = tfhd.i32();
      var defaults = defaults(id);
      track = samples.computeIfAbsent(id, _ -> new ArrayList<>());
      if ((has & 1) != 0) {
        long position = tfhd.u64();
        base = index.separate() ? moof : position;
        data = base;
      }
      tfhd.skip((has & 2) != 0 ? 4 : 0);
      duration = (has & 8) != 0 ? tfhd.u32() : defaults.getInt(4) & 0xffffffffL;
      length = (has & 0x10) != 0 ? tfhd.i32() : defaults.getInt(8);
      flags = (has & 0x20) != 0 ? tfhd.i32() : defaults.getInt(12);
    }

    private ByteBuffer defaults(int id) throws MalformedMediaException {
      for (var candidate : index.movie().tracks()) {
        if (candidate.id() == id) {
          return candidate.trex();
        }
      }
      throw broken("a fragment of the unknown track " + id);
    }

    /** Track fragment run box (8.8.8). */
    private void run(Cursor trun) throws MalformedMediaException {
      int has = trun.full().flags();
      long left = trun.u32();
      long at = (has & 1) != 0 ? base + trun.i32() : data;
      int first = (has & 4) != 0 ? trun.i32() : flags;
      if (track == null || time < 0) {
        throw Cursor.unsupported("a fragment without a decode time");
      }
      if (left > MAX_SAMPLES || (count += (int) left) > MAX_SAMPLES) {
        throw new MalformedMediaException(Kind.TOO_LARGE, "a fragment of many samples");
      }
      for (long i = 0; i < left; i++) {
        long lasts = (has & 0x100) != 0 ? trun.u32() : duration;
        int size = (has & 0x200) != 0 ? trun.i32() : length;
        int kind = (has & 0x400) != 0 ? trun.i32() : i == 0 ? first : flags;
        int later = (has & 0x800) != 0 ? trun.i32() : 0;
        if (size < 0 || at < 0) {
          throw broken("a sample of " + size + " bytes");
        }
        track.add(new Sample(at, size, time, time + later, lasts, kind));
        at += size;
        time += lasts;
      }
      data = at;
    }
  }
}
