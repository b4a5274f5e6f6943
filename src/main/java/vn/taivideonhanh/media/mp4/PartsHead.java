package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import vn.taivideonhanh.media.MalformedMediaException;

/** What the head of a fragment says. */
final class PartsHead {
  private PartsHead() {}

  /** The track whose times count for all: the video, or else the first. */
  static Track reference(List<Track> tracks) {
    return tracks.stream().filter(Track::video).findFirst().orElse(tracks.getFirst());
  }

  /** When the tracks begin; empty when the first {@code moof} is not there as a whole. */
  static Map<Integer, Long> times(ByteBuffer head) throws MalformedMediaException {
    var bytes = head.slice();
    while (bytes.remaining() >= 8) {
      long size = bytes.getInt(bytes.position()) & 0xffffffffL;
      int type = bytes.getInt(bytes.position() + 4);
      if (size < 8 || size > bytes.remaining() || type == BoxType.MDAT) {
        return Map.of();
      }
      if (type == BoxType.MOOF) {
        return FirstTimes.read(new Cursor(bytes.slice(bytes.position() + 8, (int) size - 8)));
      }
      bytes.position(bytes.position() + (int) size);
    }
    return Map.of();
  }
}
