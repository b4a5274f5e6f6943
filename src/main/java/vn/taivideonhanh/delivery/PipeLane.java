package vn.taivideonhanh.delivery;

import vn.taivideonhanh.plan.StreamPlan;

/** Hands on what a yt-dlp writes: for formats that nobody else can fetch. */
final class PipeLane {
  private final Session session;
  private final DeliveryRequest request;
  private final YtDlpChild child;

  PipeLane(Session session, DeliveryRequest request, YtDlpChild child) {
    this.session = session;
    this.request = request;
    this.child = child;
  }

  void run(StreamPlan.Pipe plan) {
    var body = new ChildBody(session, request);
    if (!body.wanted()) {
      return;
    }
    child.workshop().slots().take(session);
    child
        .start(plan.head(), plan.formatId())
        .onSuccess(flow -> body.pass(flow, new DurationPatch(), () -> true))
        .onFailure(session::fail);
  }
}
