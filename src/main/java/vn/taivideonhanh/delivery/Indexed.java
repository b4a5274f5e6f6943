package vn.taivideonhanh.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;

/**
 * A file whose index has been read.
 *
 * @param validator by what the file is known again; of known length
 * @param weight about how many bytes of memory the index takes
 */
record Indexed(Mp4Index index, Validator validator, long weight) {
  private static final int FRAGMENT = 64;

  /** Whether a file whose name ends so may have an index that is understood. */
  static boolean possible(String ext) {
    return ext.equals("mp4") || ext.equals("m4a") || ext.equals("m4v");
  }

  static Indexed of(HeadReader.Head<Mp4Index> head) {
    var index = head.index();
    long weight = head.bytes() + (long) FRAGMENT * index.fragmentCount();
    return new Indexed(index, head.validator(), weight);
  }

  /** The file that these make together, the video first. */
  static Layout merged(List<Indexed> tracks, @Nullable Clip clip) throws MalformedMediaException {
    return MergedMp4.layout(tracks.stream().map(Indexed::index).toList(), clip);
  }
}
