package vn.taivideonhanh.delivery;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;
import vn.taivideonhanh.media.webm.MergedWebm;
import vn.taivideonhanh.media.webm.WebmIndex;

/** A file whose index has been read. */
sealed interface Indexed {
  /** About how many bytes of memory a cue takes. */
  int ENTRY = 64;

  /** By what the file is known again; of known length. */
  Validator validator();

  /** About how many bytes of memory the index takes. */
  long weight();

  /** What files of its kind make together. */
  String container();

  /** An MP4 file. */
  record Mp4(Mp4Index index, Validator validator, long weight) implements Indexed {
    static Mp4 of(HeadReader.Head<Mp4Index> head) {
      var index = head.index();
      long weight = head.bytes() + index.weight();
      return new Mp4(index, head.validator(), weight);
    }

    @Override
    public String container() {
      return "mp4";
    }
  }

  /** A WebM file. */
  record Webm(WebmIndex index, Validator validator, long weight) implements Indexed {
    static Webm of(HeadReader.Head<WebmIndex> head) {
      var index = head.index();
      long weight = head.bytes() + (long) ENTRY * index.cueCount();
      return new Webm(index, head.validator(), weight);
    }

    @Override
    public String container() {
      return "webm";
    }
  }

  /** Whether a file whose name ends so may have an index that is understood. */
  static boolean possible(String ext) {
    return webm(ext) || Set.of("mp4", "m4a", "m4v").contains(ext);
  }

  /** Whether a file whose name ends so is of the kind that has cues. */
  static boolean webm(String ext) {
    return ext.equals("webm") || ext.equals("weba");
  }

  /** The file that these make together, the video first. */
  static Layout merged(List<Indexed> tracks, @Nullable Clip clip) throws MalformedMediaException {
    if (tracks.stream().allMatch(Mp4.class::isInstance)) {
      return MergedMp4.layout(mp4(tracks), clip);
    }
    var webm = webm(tracks);
    if (webm.size() != tracks.size()) {
      throw new MalformedMediaException(
          MalformedMediaException.Kind.UNSUPPORTED, "files of different kinds");
    }
    return MergedWebm.layout(webm, clip);
  }

  /** The indexes of those that are MP4. */
  static List<Mp4Index> mp4(List<Indexed> tracks) {
    return tracks.stream()
        .filter(Mp4.class::isInstance)
        .map(Mp4.class::cast)
        .map(Mp4::index)
        .toList();
  }

  /** The indexes of those that are WebM. */
  static List<WebmIndex> webm(List<Indexed> tracks) {
    return tracks.stream()
        .filter(Webm.class::isInstance)
        .map(Webm.class::cast)
        .map(Webm::index)
        .toList();
  }
}
