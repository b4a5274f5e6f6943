package vn.taivideonhanh.media.mp4;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/** Changes a {@code moof} box (ISO/IEC 14496-12, 8.8.4) where it is, keeping its length. */
final class MoofPatch {
  private static final int HEADER = 8;

  /** Flag of {@code tfhd} (8.8.7): the data's place is given as a position in the file. */
  private static final int BASE_DATA_OFFSET = 1;

  private final ByteBuf bytes;
  private final FragmentTreatment treatment;
  private final int sequence;

  private MoofPatch(ByteBuf bytes, FragmentTreatment treatment, int sequence) {
    this.bytes = bytes;
    this.treatment = treatment;
    this.sequence = sequence;
  }

  /**
   * @param index of the box's first byte
   * @param size of the box, all of it in the buffer
   */
  static void apply(ByteBuf bytes, int index, int size, FragmentTreatment treatment, int sequence)
      throws MalformedMediaException {
    new MoofPatch(bytes, treatment, sequence).moof(index, index + size);
  }

  static MalformedMediaException changed(String reason) {
    return new MalformedMediaException(Kind.CHANGED, reason);
  }

  private void moof(int index, int end) throws MalformedMediaException {
    int header = bytes.getInt(index) == 1 ? 2 * HEADER : HEADER;
    for (int at = index + header; at < end; at = end(at, end)) {
      int next = end(at, end);
      switch (bytes.getInt(at + 4)) {
        case BoxType.MFHD -> {
          check(at + HEADER + 8, next);
          bytes.setInt(at + HEADER + 4, sequence);
        }
        case BoxType.TRAF -> fragment(at + HEADER, next);
        case BoxType.PSSH -> throw changed("encrypted");
        default -> {}
      }
    }
  }

  /** Track fragment box (8.8.6). */
  private void fragment(int first, int end) throws MalformedMediaException {
    TrackChange change = null;
    for (int at = first; at < end; at = end(at, end)) {
      int next = end(at, end);
      switch (bytes.getInt(at + 4)) {
        case BoxType.TFHD -> change = header(at + HEADER, next, change);
        case BoxType.TFDT -> time(at + HEADER, next, change);
        default -> {}
      }
    }
    if (change == null) {
      throw changed("a fragment of no track");
    }
  }

  private TrackChange header(int at, int end, @Nullable TrackChange before)
      throws MalformedMediaException {
    check(at + 8, end);
    if (before != null) {
      throw changed("a fragment of two tracks");
    }
    var change = change(bytes.getInt(at + 4));
    bytes.setInt(at + 4, change.newId());
    if ((bytes.getInt(at) & BASE_DATA_OFFSET) != 0) {
      check(at + 16, end);
      long moved = treatment.moved(bytes.getLong(at + 8));
      if (moved < 0) {
        throw changed("samples outside of their fragment");
      }
      bytes.setLong(at + 8, moved);
    }
    return change;
  }

  /** Track fragment decode time box (8.8.12). */
  private void time(int at, int end, @Nullable TrackChange change) throws MalformedMediaException {
    check(at + 8, end);
    if (change == null) {
      throw changed("a time of no track");
    }
    boolean wide = bytes.getByte(at) == 1;
    check(at + (wide ? 12 : 8), end);
    long time = wide ? bytes.getLong(at + 4) : bytes.getUnsignedInt(at + 4);
    long earlier = time - change.earlier();
    if (time < 0 || earlier < 0) {
      throw changed("a time of " + time + " before the beginning");
    }
    if (wide) {
      bytes.setLong(at + 4, earlier);
    } else {
      bytes.setInt(at + 4, (int) earlier);
    }
  }

  private TrackChange change(int id) throws MalformedMediaException {
    for (var change : treatment.tracks()) {
      if (change.oldId() == id) {
        return change;
      }
    }
    throw changed("a fragment of the unknown track " + id);
  }

  /** Where the box ends. */
  private int end(int at, int end) throws MalformedMediaException {
    check(at + HEADER, end);
    long size = bytes.getUnsignedInt(at);
    if (size < HEADER || size > end - at) {
      throw changed("a box of " + size + " bytes in a head");
    }
    return at + (int) size;
  }

  private static void check(int needed, int end) throws MalformedMediaException {
    if (needed > end) {
      throw changed("a box that is too short");
    }
  }
}
