package vn.taivideonhanh.http;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Result;
import vn.taivideonhanh.analysis.AnalysisMessages.State;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.problem.ProblemCode;

/** An analysis as JSON; schema {@code Analysis} of the contract. */
record AnalysisView(
    String requestId,
    String url,
    State state,
    @Nullable Integer place,
    @Nullable Step step,
    int attempt,
    String submittedAt,
    @Nullable String finishedAt,
    @Nullable Result result,
    @Nullable TroubleView problem) {

  static AnalysisView of(Analysis analysis) {
    var trouble = analysis.problem();
    return new AnalysisView(
        analysis.requestId(),
        analysis.url(),
        analysis.state(),
        analysis.place(),
        analysis.step(),
        analysis.attempt(),
        Wire.time(analysis.submittedAt()),
        Wire.timeOrNull(analysis.finishedAt()),
        analysis.result(),
        trouble == null ? null : TroubleView.of(trouble));
  }

  /** Why an analysis failed; schema {@code Trouble}. */
  record TroubleView(String code, String title, String detail, @Nullable Long retryAfterSeconds) {
    static TroubleView of(Trouble trouble) {
      return new TroubleView(
          trouble.code(),
          ProblemCode.ofSlug(trouble.code()).title(),
          trouble.detail(),
          trouble.retryAfterSeconds());
    }
  }
}
