package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * What a reader reads, whole in memory.
 *
 * @param reader opened, and not started
 * @param most bytes that are taken
 */
record Gathered(FileReader reader, int most) {
  /** All of it; fails when there is more than that. */
  Future<Buffer> bytes() {
    var all = Buffer.buffer();
    reader.start(part -> append(all, part));
    return reader.ended().map(all);
  }

  /** The first bytes; the rest is not read. */
  Future<Buffer> beginning() {
    Promise<Buffer> done = Promise.promise();
    var all = Buffer.buffer();
    reader.start(part -> {
      int length = Math.min(part.readableBytes(), most - all.length());
      all.appendBytes(ByteBufUtil.getBytes(part, part.readerIndex(), length));
      part.release();
      if (all.length() == most) {
        reader.abort();
        done.tryComplete(all);
      }
    });
    reader.ended().onSuccess(_ -> done.tryComplete(all)).onFailure(done::tryFail);
    return done.future();
  }

  private void append(Buffer all, ByteBuf part) {
    var bytes = new byte[part.readableBytes()];
    part.readBytes(bytes).release();
    all.appendBytes(bytes);
    if (all.length() > most) {
      reader.fail(new Failure(ProblemCode.SITE_FAILED, "What the site names is too long."));
    }
  }
}
