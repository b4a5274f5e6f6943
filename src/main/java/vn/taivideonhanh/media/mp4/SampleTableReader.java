package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;
import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/** Puts together what the boxes of an {@code stbl} say (ISO/IEC 14496-12, 8.5.1). */
final class SampleTableReader {
  private final int most;
  private int @Nullable [] lengths;
  private @Nullable Cursor times;
  private @Nullable Cursor later;
  private @Nullable Cursor sync;
  private @Nullable Cursor runs;
  private @Nullable Cursor chunks;
  private boolean wide;

  /**
   * @param most samples that may be read
   */
  SampleTableReader(int most) {
    this.most = most;
  }

  /** Takes a box; those that are not needed are passed over. */
  void take(Cursor.Box box) throws MalformedMediaException {
    switch (box.type()) {
      case BoxType.STSZ -> lengths = sizes(box.cursor());
      case BoxType.STZ2 -> throw unsupported("compact sample sizes");
      case BoxType.STTS -> times = box.cursor();
      case BoxType.CTTS -> later = box.cursor();
      case BoxType.STSS -> sync = box.cursor();
      case BoxType.STSC -> runs = box.cursor();
      case BoxType.STCO, BoxType.CO64 -> {
        chunks = box.cursor();
        wide = box.type() == BoxType.CO64;
      }
      default -> {}
    }
  }

  /** All of them. */
  SampleTable table() throws MalformedMediaException {
    if (lengths == null || times == null || runs == null || chunks == null) {
      throw broken("a track without all of its tables");
    }
    int count = lengths.length;
    var table = new SampleTable(offsets(runs, chunks, lengths), lengths, decodes(times, count));
    table.present(later == null ? null : later(later, count));
    table.key(sync == null ? null : sync(sync, count));
    return table;
  }

  /** Sample size box (8.7.3.2). */
  private int[] sizes(Cursor stsz) throws MalformedMediaException {
    var _ = stsz.full();
    int same = stsz.i32();
    long count = stsz.u32();
    if (count > most) {
      throw new MalformedMediaException(Kind.TOO_LARGE, count + " samples");
    }
    if (same < 0 || (same == 0 && count > stsz.left() / 4)) {
      throw broken("sizes of " + count + " samples");
    }
    var sizes = new int[(int) count];
    for (int i = 0; i < count; i++) {
      sizes[i] = same == 0 ? stsz.i32() : same;
      if (sizes[i] < 0) {
        throw broken("a sample of over 2 GiB");
      }
    }
    return sizes;
  }

  /** Decoding time to sample box (8.6.1.2). */
  private static long[] decodes(Cursor stts, int count) throws MalformedMediaException {
    var decodes = new long[count + 1];
    int at = 0;
    long entries = entries(stts, 8);
    for (long i = 0; i < entries; i++) {
      long run = stts.u32();
      long duration = stts.u32();
      if (run > count - at) {
        throw broken("times of more samples than there are");
      }
      for (long j = 0; j < run; j++) {
        decodes[at + 1] = decodes[at] + duration;
        at++;
      }
    }
    if (at != count) {
      throw broken("times of " + at + " samples of " + count);
    }
    return decodes;
  }

  /** Composition time to sample box (8.6.1.3); of version 0 some writers use negative ones, too. */
  private static int[] later(Cursor ctts, int count) throws MalformedMediaException {
    var later = new int[count];
    int at = 0;
    long entries = entries(ctts, 8);
    for (long i = 0; i < entries; i++) {
      long run = ctts.u32();
      int offset = ctts.i32();
      if (run > count - at) {
        throw broken("times of more samples than there are");
      }
      for (long j = 0; j < run; j++) {
        later[at++] = offset;
      }
    }
    return later;
  }

  /** Sync sample box (8.6.2). */
  private static BitSet sync(Cursor stss, int count) throws MalformedMediaException {
    var sync = new BitSet(count);
    long entries = entries(stss, 4);
    for (long i = 0; i < entries; i++) {
      long number = stss.u32();
      if (number < 1 || number > count) {
        throw broken("a key frame that is not there");
      }
      sync.set((int) number - 1);
    }
    return sync;
  }

  /** Sample to chunk box (8.7.4) and chunk offset box (8.7.5). */
  private long[] offsets(Cursor stsc, Cursor stco, int[] lengths) throws MalformedMediaException {
    long runs = entries(stsc, 12);
    long chunks = entries(stco, wide ? 8 : 4);
    var offsets = new long[lengths.length];
    int at = 0;
    long each = 0;
    long next = runs == 0 ? Long.MAX_VALUE : run(stsc, 1);
    for (long chunk = 1; chunk <= chunks && at < lengths.length; chunk++) {
      if (chunk == next) {
        each = samples(stsc);
        next = --runs == 0 ? Long.MAX_VALUE : run(stsc, chunk + 1);
      }
      long offset = wide ? stco.u64() : stco.u32();
      for (long i = 0; i < each && at < lengths.length; i++) {
        offsets[at] = offset;
        offset += lengths[at++];
        if (offset < 0) {
          throw broken("a position is over 63 bits");
        }
      }
    }
    if (at != lengths.length) {
      throw broken("places of " + at + " samples of " + lengths.length);
    }
    return offsets;
  }

  /** The number of the chunk that an entry begins with. */
  private static long run(Cursor stsc, long least) throws MalformedMediaException {
    long first = stsc.u32();
    if (first < least) {
      throw broken("chunks out of order");
    }
    return first;
  }

  private static long samples(Cursor stsc) throws MalformedMediaException {
    long samples = stsc.u32();
    if (stsc.u32() != 1) {
      throw unsupported("several sample descriptions");
    }
    return samples;
  }

  private static long entries(Cursor box, int length) throws MalformedMediaException {
    var _ = box.full();
    long entries = box.u32();
    if (entries > box.left() / length) {
      throw broken("a table of " + entries + " entries");
    }
    return entries;
  }
}
