package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * What a client wants of a plan.
 *
 * @param head whether only the head of the response is asked for
 * @param headers of the client's request; Range and the conditions are read, nothing is passed on
 * @param inline whether a browser may show the file instead of saving it
 * @param renew asks for the same plan with fresh sources; called when a source no longer works, on
 *     the event loop, never twice at the same time
 * @param desk for an archive; null for other plans, and where only the head is asked for
 * @param bytesPerSecond the most that is sent; 0 is no limit
 */
public record DeliveryRequest(
    StreamPlan plan,
    boolean head,
    MultiMap headers,
    boolean inline,
    Supplier<Future<StreamPlan>> renew,
    @Nullable ArchiveDesk desk,
    long bytesPerSecond) {

  /** What a client wants as fast as it can be had. */
  public DeliveryRequest(
      StreamPlan plan,
      boolean head,
      MultiMap headers,
      boolean inline,
      Supplier<Future<StreamPlan>> renew,
      @Nullable ArchiveDesk desk) {
    this(plan, head, headers, inline, renew, desk, 0);
  }

  /** The same at a rate of at most so many bytes a second; 0 is no limit. */
  public DeliveryRequest at(long most) {
    return new DeliveryRequest(plan, head, headers, inline, renew, desk, most);
  }
}
