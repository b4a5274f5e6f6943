package vn.taivideonhanh.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How much is asked for at a time.
 *
 * @param bytes null asks for all
 */
record ChunkSize(@Nullable Long bytes) {
  private static final long EARLY = 1 << 20;

  /** The beginning of a range, as much as one request may ask for. */
  ByteRange within(ByteRange range) {
    if (bytes == null) {
      return range;
    }
    return switch (range) {
      case ByteRange.Span(var first, var last) ->
          new ByteRange.Span(first, Math.min(last, first + bytes - 1));
      case ByteRange.Suffix(var length) -> new ByteRange.Suffix(Math.min(length, bytes));
    };
  }

  /** Whether the next part is to be asked for, so that no round trip is waited for. */
  boolean early(long left) {
    return bytes != null && left <= Math.min(EARLY, bytes / 2);
  }
}
