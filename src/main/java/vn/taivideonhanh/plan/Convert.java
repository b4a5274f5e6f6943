package vn.taivideonhanh.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * The sound of one input, made into another form by ffmpeg.
 *
 * @param copied whether the sound is in that form already, and only put into another file
 * @param clip the part that is wanted; null is all of it
 */
public record Convert(
    Head head, Track track, AudioForm form, boolean copied, Tags tags, @Nullable Clip clip)
    implements StreamPlan {
  @Override
  public Lane lane() {
    return Lane.CONVERT;
  }

  @Override
  public Map<String, Source> sources() {
    return Map.of(track.formatId(), track.source());
  }

  @Override
  public Convert with(Map<String, Source> fresh) {
    return new Convert(head, track.with(fresh), form, copied, tags, clip);
  }

  /**
   * What is written into a file of sound besides its title and page.
   *
   * @param artist at most 200 characters
   * @param cover the address of a picture
   * @param date {@code 2026-11-22}
   */
  public record Tags(@Nullable String artist, @Nullable String cover, @Nullable String date) {}
}
