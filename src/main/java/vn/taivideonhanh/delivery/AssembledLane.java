package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Consumer;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.plan.StreamPlan;

/** Hands out what is put together from other files: exact length, every range, a strong ETag. */
final class AssembledLane {
  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;

  AssembledLane(Reading reading, Session session, DeliveryRequest request) {
    this.reading = reading;
    this.session = session;
    this.request = request;
  }

  void serve(StreamPlan.Head head, Assembly assembly) {
    serve(head, assembly, _ -> {});
  }

  /**
   * @param refused told why the sources could not be read, before a byte was sent
   */
  void serve(StreamPlan.Head head, Assembly assembly, Consumer<Throwable> refused) {
    new Responder(session, request)
        .answer(
            new Representation(
                head,
                assembly.etag(head),
                assembly.layout().length(),
                true,
                extent ->
                    open(assembly, Objects.requireNonNull(extent)).onFailure(refused::accept)));
  }

  private Future<AssembledFlow> open(Assembly assembly, Extent extent) {
    var flow = new AssembledFlow(reading, assembly, extent);
    session.atEnd(flow::abort);
    return flow.open();
  }
}
