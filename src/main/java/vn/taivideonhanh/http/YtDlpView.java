package vn.taivideonhanh.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.freshness.FreshnessMessages.Kept;
import vn.taivideonhanh.freshness.FreshnessMessages.Reading;
import vn.taivideonhanh.freshness.FreshnessMessages.State;

/** Schema {@code YtDlpVersions}. */
record YtDlpView(
    @Nullable String inUse,
    @Nullable String held,
    @Nullable String latest,
    @Nullable String checkedAt,
    @Nullable String nextCheckAt,
    @Nullable String problem,
    @Nullable String javascript,
    List<VersionView> versions) {

  static YtDlpView of(State state) {
    return new YtDlpView(
        state.inUse(),
        state.held(),
        state.latest(),
        Wire.timeOrNull(state.checkedAt()),
        Wire.timeOrNull(state.nextCheckAt()),
        state.problem(),
        state.javascript(),
        state.versions().stream().map(VersionView::of).toList());
  }

  /** Schema {@code YtDlpVersion}. */
  record VersionView(
      String version,
      String verdict,
      long ageDays,
      @Nullable String reason,
      @Nullable String at,
      List<Reading> canaries,
      int analyses,
      int failures) {
    static VersionView of(Kept kept) {
      return new VersionView(
          kept.version(),
          kept.verdict().name().toLowerCase(Locale.ROOT),
          kept.ageDays(),
          kept.reason(),
          Wire.timeOrNull(kept.at()),
          kept.readings(),
          kept.analyses(),
          kept.failures());
    }
  }
}
