package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.Text;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Hands out a file of subtitles. It is read whole into memory first, so that its length is known,
 * parts of it can be had, and nothing of it leaves unchecked.
 */
record SubtitleLane(Reading reading, Session session, DeliveryRequest request) {
  private static final int LONGEST = 8 << 20;
  private static final long PATIENCE = 30;

  void run(Text plan) {
    fetch(reading, session, plan.subtitle(), () -> request.renew().get().map(SubtitleLane::target))
        .map(text -> text.as(plan.head().ext(), plan.clip()))
        .onSuccess(bytes -> new Responder(session, request).answer(file(plan.head(), bytes)))
        .onFailure(session::fail);
  }

  private static Target target(StreamPlan fresh) {
    if (fresh instanceof Text text) {
      return Target.of(text.subtitle().source());
    }
    throw new Failure(ProblemCode.SOURCE_CHANGED, "The site offers this in another way now.");
  }

  /**
   * Reads a file of subtitles; fails when it is something else.
   *
   * @param renewal gives a new address of the file
   */
  static Future<SubtitleText> fetch(
      Reading reading,
      Session session,
      StreamPlan.Subtitle subtitle,
      Supplier<Future<Target>> renewal) {
    var target = Target.of(subtitle.source());
    var reader = new FileReader(reading, target, new ChunkSize(null), renewal);
    session.atEnd(reader::abort);
    return reader
        .open(null)
        .compose(_ -> new Gathered(reader, LONGEST).bytes())
        .timeout(PATIENCE, TimeUnit.SECONDS)
        .onFailure(_ -> reader.abort())
        .map(bytes -> SubtitleText.of(bytes.getBytes(), subtitle.ext()));
  }

  private static Representation file(StreamPlan.Head head, byte[] bytes) {
    return new Representation(
        head,
        ETags.of(head, bytes),
        bytes.length,
        true,
        extent -> Future.succeededFuture(new MemoryFlow(part(bytes, extent))));
  }

  private static ByteBuf part(byte[] bytes, @Nullable Extent extent) {
    return extent == null
        ? Unpooled.wrappedBuffer(bytes)
        : Unpooled.wrappedBuffer(bytes, (int) extent.first(), (int) extent.length());
  }
}
