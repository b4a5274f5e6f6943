package vn.taivideonhanh.media.dash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How media is divided, as one element says (5.3.9): {@code SegmentBase}, {@code SegmentList} or
 * {@code SegmentTemplate}.
 *
 * @param attributes those of {@link #ATTRIBUTES} that it has
 * @param initialization null when there is no such element
 * @param timeline null when there is no such element
 * @param resources of a list; null when there are none
 */
record Segmentation(
    String kind,
    Map<String, String> attributes,
    @Nullable Resource initialization,
    @Nullable List<Stretch> timeline,
    @Nullable List<Resource> resources) {
  static final String BASE = "SegmentBase";
  static final String LIST = "SegmentList";
  static final String TEMPLATE = "SegmentTemplate";

  /** Those that matter here. */
  static final List<String> ATTRIBUTES =
      List.of(
          "timescale",
          "duration",
          "startNumber",
          "endNumber",
          "presentationTimeOffset",
          "media",
          "initialization");

  Segmentation {
    attributes = Map.copyOf(attributes);
    timeline = timeline == null ? null : List.copyOf(timeline);
    resources = resources == null ? null : List.copyOf(resources);
  }

  /**
   * The same with what it does not say itself, and the element of its kind above does (5.3.9.1).
   */
  Segmentation below(@Nullable Segmentation above) {
    if (above == null || !above.kind.equals(kind)) {
      return this;
    }
    var all = new HashMap<>(above.attributes);
    all.putAll(attributes);
    return new Segmentation(
        kind,
        all,
        initialization == null ? above.initialization : initialization,
        timeline == null ? above.timeline : timeline,
        resources == null ? above.resources : resources);
  }
}
