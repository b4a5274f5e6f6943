package vn.taivideonhanh.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Size;

/**
 * A choice that a person understands.
 *
 * @param id what a token is asked with: {@code best}, {@code 1080p}, {@code 720p-best}, {@code
 *     audio}, ...
 * @param kind {@code video} or {@code audio}
 * @param compatible whether it plays everywhere (H.264 and AAC in MP4)
 * @param height pixels; null for audio or when not known
 * @param ext of the file that will arrive
 * @param formats the ids of the formats that it is made of, one or two
 */
public record Preset(
    String id,
    String kind,
    boolean compatible,
    @Nullable Integer height,
    String ext,
    Lane lane,
    Size size,
    boolean resumable,
    List<String> formats) {
  public Preset {
    formats = List.copyOf(formats);
  }
}
