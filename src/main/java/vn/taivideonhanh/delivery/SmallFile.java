package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Fetches a short file of a site whole into memory: a picture, subtitles. */
final class SmallFile {
  private final Answer answer;
  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Promise<byte[]> done = Promise.promise();

  private SmallFile(Answer answer, int most) {
    this.answer = answer;
    this.most = most;
  }

  /**
   * Fetches one; a session that ends stops it.
   *
   * @return fails with what {@link Reading#ask} fails with, and when a bound is reached
   */
  static Future<byte[]> fetch(Reading reading, Session session, Target target, Bounds bounds) {
    return reading
        .ask(target, null)
        .recover(cause -> Future.failedFuture(SourceRefused.of(cause).failure()))
        .compose(answer -> {
          var file = new SmallFile(answer, bounds.most);
          session.atEnd(file::abort);
          long timer =
              reading.vertx().setTimer(bounds.patience.toMillis(), _ -> file.refuse("too slowly"));
          return file.read(reading.meter()).onComplete(_ -> reading.vertx().cancelTimer(timer));
        });
  }

  /** How long it may be in bytes, and how long all of it may take, however it trickles. */
  record Bounds(int most, Duration patience) {}

  private Future<byte[]> read(Meter meter) {
    if (answer.total() > most) {
      refuse("too much");
      return done.future();
    }
    var response = answer.response();
    response.handler(part -> took(part, meter));
    response.ended().onSuccess(_ -> done.tryComplete(bytes.toByteArray())).onFailure(done::tryFail);
    response.resume();
    return done.future();
  }

  private void took(ByteBuf part, Meter meter) {
    int length = part.readableBytes();
    meter.received(length);
    if (bytes.size() + length > most) {
      refuse("too much");
    } else {
      var copy = new byte[length];
      part.readBytes(copy);
      bytes.writeBytes(copy);
    }
    part.release();
  }

  private void refuse(String how) {
    answer.response().abort();
    done.tryFail(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site sends " + how + "."));
  }

  private void abort() {
    answer.response().abort();
  }
}
