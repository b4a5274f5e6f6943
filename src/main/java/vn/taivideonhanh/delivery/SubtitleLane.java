package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.Text;

/**
 * Hands out a file of subtitles. It is read whole into memory first, so that its length is known,
 * parts of it can be had, and nothing of it leaves unchecked.
 */
record SubtitleLane(Reading reading, Session session, DeliveryRequest request) {
  private static final SmallFile.Bounds BOUNDS =
      new SmallFile.Bounds(8 << 20, Duration.ofSeconds(30));

  void run(Text plan) {
    fetch(reading, session, plan.subtitle())
        .map(text -> text.as(plan.head().ext(), plan.clip()))
        .onSuccess(bytes -> new Responder(session, request).answer(file(plan.head(), bytes)))
        .onFailure(session::fail);
  }

  /** Reads a file of subtitles; fails when it is something else. */
  static Future<SubtitleText> fetch(
      Reading reading, Session session, StreamPlan.Subtitle subtitle) {
    return SmallFile.fetch(reading, session, Target.of(subtitle.source()), BOUNDS)
        .map(bytes -> SubtitleText.of(bytes, subtitle.ext()));
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
