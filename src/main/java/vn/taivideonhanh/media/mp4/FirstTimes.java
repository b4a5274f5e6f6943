package vn.taivideonhanh.media.mp4;

import java.util.HashMap;
import java.util.Map;
import vn.taivideonhanh.media.MalformedMediaException;

/** Reads from a {@code moof} box (ISO/IEC 14496-12, 8.8.4) when its tracks begin. */
final class FirstTimes {
  private FirstTimes() {}

  /** The {@code tfdt} (8.8.12) of each track that has one, by the track's id. */
  static Map<Integer, Long> read(Cursor moof) throws MalformedMediaException {
    var times = new HashMap<Integer, Long>();
    for (var box = moof.box(); box != null; box = moof.box()) {
      if (box.type() == BoxType.TRAF) {
        fragment(box.cursor(), times);
      }
    }
    return times;
  }

  private static void fragment(Cursor traf, Map<Integer, Long> times)
      throws MalformedMediaException {
    int id = 0;
    for (var box = traf.box(); box != null; box = traf.box()) {
      var cursor = box.cursor();
      if (box.type() == BoxType.TFHD) {
        var _ = cursor.full();
        id = cursor.i32();
      } else if (box.type() == BoxType.TFDT) {
        var _ = times.putIfAbsent(id, cursor.sized(cursor.full()));
      }
    }
  }
}
