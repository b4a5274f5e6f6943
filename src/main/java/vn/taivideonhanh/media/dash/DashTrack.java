package vn.taivideonhanh.media.dash;

import java.util.List;
import vn.taivideonhanh.media.Part;

/**
 * What a representation is made of: joined in order, the parts are a file.
 *
 * @param base absolute address that the parts' are relative to
 * @param parts the initialization segment first, when there is one; at most {@link #MAX_PARTS}
 * @param movie whether they are that and its media segments, in one line of time
 */
public record DashTrack(String base, List<Part> parts, boolean movie) {
  /** Most parts that there may be. */
  public static final int MAX_PARTS = 50_000;

  public DashTrack {
    parts = List.copyOf(parts);
  }

  /** Media that is one file as it is. */
  static DashTrack file(String address) {
    return new DashTrack(address, List.of(new Part(address, 0, null, null)), false);
  }
}
