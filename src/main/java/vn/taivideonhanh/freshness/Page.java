package vn.taivideonhanh.freshness;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Releases.Canary;
import vn.taivideonhanh.media.MediaInfo;

/**
 * A page that a version reads in its trial.
 *
 * @param name for operators
 * @param formats that it has at least; 0 when an answer of any sort will do
 * @param title that it has; null is any
 */
record Page(String name, String url, int formats, @Nullable String title) {
  static Page of(Canary canary) {
    var formats = canary.formats();
    return new Page(canary.url(), canary.url(), formats == null ? 1 : formats, canary.title());
  }

  /** Somebody's page, of which nothing is known. */
  static Page visited(String url) {
    return new Page("", url, 0, null);
  }

  /** What is wrong with what was found there; null for nothing. */
  @Nullable String lack(MediaInfo found) {
    if (found.formats().size() < formats) {
      return "%d formats, not %d".formatted(found.formats().size(), formats);
    }
    return title == null || title.equals(found.title()) ? null : "another title";
  }
}
