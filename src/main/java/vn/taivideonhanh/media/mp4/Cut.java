package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.layout.Treatment;

/**
 * What is left of one track in a fragment where a clip begins or ends: its head is written anew.
 *
 * @param track its id in the merged file
 * @param earlier ticks by which its times are put earlier
 * @param samples at least one, in order of decoding
 */
record Cut(int track, long earlier, List<Sample> samples) {
  private static final int DEFAULT_BASE_IS_MOOF = 0x020000;

  /** The data's place, and each sample's duration, size, flags and offset of presentation. */
  private static final int ALL_FIELDS = 0xf01;

  private static final int FIXED_LENGTH = 88;
  private static final int SAMPLE_LENGTH = 16;
  private static final int HEADER = 8;

  Cut {
    samples = List.copyOf(samples);
  }

  /** In the merged file, in bytes. */
  long length() {
    return headLength() + dataLength();
  }

  private int headLength() {
    return FIXED_LENGTH + SAMPLE_LENGTH * samples.size() + HEADER;
  }

  private long dataLength() {
    return samples.stream().mapToLong(Sample::length).sum();
  }

  /** Puts it into a file. */
  void into(List<Piece> pieces, int source, int sequence) {
    pieces.add(new Piece.Literal(head(sequence)));
    long offset = samples.getFirst().offset();
    long end = offset;
    for (var sample : samples) {
      if (sample.offset() != end) {
        span(pieces, source, offset, end);
        offset = sample.offset();
      }
      end = sample.offset() + sample.length();
    }
    span(pieces, source, offset, end);
  }

  private static void span(List<Piece> pieces, int source, long offset, long end) {
    if (end > offset) {
      pieces.add(new Piece.Span(source, offset, end - offset, Treatment.NONE));
    }
  }

  /** A {@code moof} (ISO/IEC 14496-12, 8.8.4) and the head of an {@code mdat} (8.1.1). */
  private ByteBuffer head(int sequence) {
    var out = new BoxWriter().begin(BoxType.MOOF);
    out.begin(BoxType.MFHD, 0, 0).i32(sequence).end();
    out.begin(BoxType.TRAF);
    out.begin(BoxType.TFHD, 0, DEFAULT_BASE_IS_MOOF).i32(track).end();
    out.begin(BoxType.TFDT, 1, 0).i64(samples.getFirst().decode() - earlier).end();
    out.begin(BoxType.TRUN, 1, ALL_FIELDS).i32(samples.size()).i32(headLength());
    for (var sample : samples) {
      out.i32((int) sample.duration()).i32(sample.length()).i32(sample.flags());
      out.i32((int) (sample.shown() - sample.decode()));
    }
    out.end().end().end();
    return out.i32((int) (HEADER + dataLength())).i32(BoxType.MDAT).bytes();
  }
}
