package vn.taivideonhanh.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Subtitle;

/**
 * A file of subtitles, checked and cleaned in memory, in the form that {@code head} names.
 *
 * @param clip the part that is wanted; null is all of it
 */
public record Text(Head head, Subtitle subtitle, @Nullable Clip clip) implements StreamPlan {
  @Override
  public Lane lane() {
    return Lane.DIRECT;
  }

  /** None: what it was made of is no format; {@link Subtitles#renewed} finds it again. */
  @Override
  public Map<String, Source> sources() {
    return Map.of();
  }

  @Override
  public Text with(Map<String, Source> fresh) {
    return this;
  }
}
