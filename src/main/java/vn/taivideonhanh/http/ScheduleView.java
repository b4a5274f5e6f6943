package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.ScheduleMessages.Schedules;
import vn.taivideonhanh.analysis.ScheduleMessages.Upcoming;

/** Schema {@code QueueSchedule}. */
record ScheduleView(
    String name,
    String url,
    @Nullable Integer everySeconds,
    @Nullable String cron,
    @Nullable String zone,
    String nextAt,
    @Nullable String lastAt,
    @Nullable Boolean skipped) {

  private static ScheduleView of(Upcoming upcoming) {
    var kept = upcoming.schedule();
    var last = upcoming.last();
    return new ScheduleView(
        kept.name(),
        kept.url(),
        kept.seconds(),
        kept.cron(),
        kept.zone(),
        Wire.time(upcoming.next()),
        last == null ? null : Wire.time(last),
        last == null ? null : upcoming.skipped());
  }

  /** Schema {@code QueueSchedules}. */
  record Page(List<ScheduleView> schedules) {
    static Page of(Schedules all) {
      return new Page(all.schedules().stream().map(ScheduleView::of).toList());
    }
  }
}
