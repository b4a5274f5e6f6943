package vn.taivideonhanh.media.layout;

/**
 * How the bytes of a span are changed on their way; their number stays the same. It has no state
 * and serves any number of streams, each with a passage of its own.
 */
@FunctionalInterface
public interface Treatment {
  /** Every byte passes as it is. */
  Treatment NONE = OpenPassage::new;

  /** A new passage, at the span's first byte. */
  Passage passage();
}
