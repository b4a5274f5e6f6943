package vn.taivideonhanh.delivery;

import java.util.Objects;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Merges indexed files without a child, to the byte that was promised. */
final class ExactLane {
  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;
  private final Survey survey;

  ExactLane(Reading reading, Session session, DeliveryRequest request, Survey survey) {
    this.reading = reading;
    this.session = session;
    this.request = request;
    this.survey = survey;
  }

  void run(StreamPlan.ExactMux plan) {
    survey
        .assembly(reading, plan, new Sources(request.renew()))
        .onSuccess(assembly -> serve(plan, assembly))
        .onFailure(session::fail);
  }

  private void serve(StreamPlan.ExactMux plan, Assembly assembly) {
    var promised = plan.head().size().bytes();
    if (!Objects.equals(promised, assembly.layout().length())) {
      survey.forget(plan);
      session.fail(
          new Failure(ProblemCode.SOURCE_CHANGED, "Analyse the page again and start anew."));
      return;
    }
    new AssembledLane(reading, session, request)
        .serve(plan.head(), assembly, cause -> forget(plan, cause));
  }

  /** What is kept of a file that has become another one only stands in the way. */
  private void forget(StreamPlan.ExactMux plan, Throwable cause) {
    if (Failure.of(cause).code() == ProblemCode.SOURCE_CHANGED) {
      survey.forget(plan);
    }
  }
}
