package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.QueueMessages.Jobs;
import vn.taivideonhanh.analysis.QueueMessages.QueuedJob;
import vn.taivideonhanh.analysis.QueueMessages.Told;

/** Schema {@code QueuedJob}. */
record JobView(
    String id,
    String state,
    String url,
    String person,
    String site,
    int weight,
    int attempt,
    int stalls,
    String addedAt,
    @Nullable String endedAt,
    AnalysisView.@Nullable TroubleView problem) {

  static JobView of(QueuedJob job) {
    return new JobView(
        job.id(),
        job.state(),
        job.url(),
        job.person(),
        job.site(),
        job.weight(),
        job.attempt(),
        job.stalls(),
        Wire.time(job.addedAt()),
        Wire.timeOrNull(job.endedAt()),
        job.problem() == null ? null : AnalysisView.TroubleView.of(job.problem()));
  }

  /** Schema {@code JobPage}. */
  record Page(List<JobView> jobs) {
    static Page of(Jobs page) {
      return new Page(page.jobs().stream().map(JobView::of).toList());
    }
  }

  /** Schema {@code JobWithLog}. */
  record Whole(JobView job, List<String> log) {
    static Whole of(Told told) {
      return new Whole(JobView.of(told.job()), told.log());
    }
  }
}
