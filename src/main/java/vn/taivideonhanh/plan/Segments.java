package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Source;

/**
 * The parts of one track, joined as they are; or the fragments that one or two playlists name,
 * merged by ourselves.
 *
 * @param track the video, or the only track
 * @param audio of a second playlist
 * @param lengths in bytes of the files that the parts are in, each file once and in the order of
 *     the lists; null when they are not known
 */
public record Segments(Head head, Track track, @Nullable Track audio, @Nullable List<Long> lengths)
    implements StreamPlan {
  public Segments {
    lengths = lengths == null ? null : List.copyOf(lengths);
  }

  /** One track. */
  public Segments(Head head, Track track, @Nullable List<Long> lengths) {
    this(head, track, null, lengths);
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
    return new Segments(head, track.with(fresh), audio == null ? null : audio.with(fresh), lengths);
  }
}
