package vn.taivideonhanh.plan;

import java.util.List;
import java.util.Map;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Mux;
import vn.taivideonhanh.plan.StreamPlan.Subtitle;

/**
 * A mux with subtitles put in, which can be switched on in a player.
 *
 * @param head that of the mux, but for the identity and the size
 */
public record Embed(Head head, Mux mux, List<Subtitle> subtitles) implements StreamPlan {
  public Embed {
    subtitles = List.copyOf(subtitles);
  }

  @Override
  public Lane lane() {
    return Lane.MUX;
  }

  @Override
  public Map<String, Source> sources() {
    return mux.sources();
  }

  @Override
  public Embed with(Map<String, Source> fresh) {
    return new Embed(head, mux.with(fresh), subtitles);
  }
}
