package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Source;

/**
 * The parts of one track, joined as they are; or the fragments that one or two playlists name,
 * merged by ourselves.
 *
 * @param way what is done with the parts
 * @param track the video, or the only track
 * @param audio of a second playlist
 * @param lengths in bytes of the files that the parts are in, each file once and in the order of
 *     the lists; null when they are not known. For a clip, of those files that it needs
 * @param clip the part that is wanted of merged fragments; null is all of it
 */
public record Segments(
    Head head,
    Way way,
    Track track,
    @Nullable Track audio,
    @Nullable List<Long> lengths,
    @Nullable Clip clip)
    implements StreamPlan {
  public Segments {
    // Plans that were kept before there was a choice don't tell.
    way = way != null ? way : track.source() instanceof Source.Hls ? Way.MERGED : Way.JOINED;
    lengths = lengths == null ? null : List.copyOf(lengths);
  }

  /** What is done with parts. */
  public enum Way {
    /** They follow each other as they are. */
    JOINED,
    /** They are fragments that get a header of ours. */
    MERGED
  }

  /** One track, joined. */
  public Segments(Head head, Track track, @Nullable List<Long> lengths) {
    this(head, Way.JOINED, track, null, lengths, null);
  }

  /** The video first. */
  @JsonIgnore
  public List<Track> tracks() {
    return Track.list(track, audio);
  }

  @Override
  public Lane lane() {
    return Lane.SEGMENTS;
  }

  @Override
  public Map<String, Source> sources() {
    return Track.sources(tracks());
  }

  @Override
  public Segments with(Map<String, Source> fresh) {
    return new Segments(
        head, way, track.with(fresh), audio == null ? null : audio.with(fresh), lengths, clip);
  }
}
