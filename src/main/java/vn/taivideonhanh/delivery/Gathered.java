package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
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

  private void append(Buffer all, ByteBuf part) {
    var bytes = new byte[part.readableBytes()];
    part.readBytes(bytes).release();
    all.appendBytes(bytes);
    if (all.length() > most) {
      reader.fail(new Failure(ProblemCode.SITE_FAILED, "What the site names is too long."));
    }
  }
}
