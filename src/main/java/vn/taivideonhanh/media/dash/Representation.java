package vn.taivideonhanh.media.dash;

import org.jspecify.annotations.Nullable;

/**
 * One form of the media.
 *
 * @param id null when it has none
 * @param bandwidth bits a second; null when it is not told
 */
record Representation(@Nullable String id, @Nullable Long bandwidth, Level level) {
  boolean isCalled(String name) {
    return name.equals(id);
  }

  boolean ends(String name) {
    return id != null && !id.isEmpty() && name.endsWith("-" + id);
  }

  /** Whether it may be the one of that bandwidth. */
  boolean has(@Nullable Long wanted) {
    return wanted == null || bandwidth == null || wanted.equals(bandwidth);
  }
}
