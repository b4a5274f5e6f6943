package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.webm.ClusterScan;

/**
 * Reads the clusters that cover a clip once, and keeps of them where the frames are.
 *
 * @param patience for a file of a clip
 */
record Covers(Reading reading, Duration patience) {
  /** The frames of a file that is known, as an index from which the clip is laid out. */
  Future<Indexed> read(
      ClusterScan scan, Source.File file, Validator known, Supplier<Future<Target>> renewal) {
    var chunk = new ChunkSize(file.chunkSize());
    var reader = new FileReader(reading, Target.of(file), chunk, renewal).pinned(known);
    reader.span(scan.offset(), scan.offset() + scan.length());
    Promise<Void> enough = Promise.promise();
    reader.start(bytes -> take(scan, bytes, enough));
    reader.ended().onComplete(enough::tryComplete, enough::tryFail);
    return enough
        .future()
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .compose(_ -> indexed(scan, known))
        .onComplete(_ -> reader.abort());
  }

  private static void take(ClusterScan scan, ByteBuf bytes, Promise<Void> enough) {
    try {
      scan.read(bytes);
      if (scan.done()) {
        var _ = enough.tryComplete();
      }
    } catch (MalformedMediaException e) {
      var _ = enough.tryFail(e);
    } finally {
      bytes.release();
    }
  }

  private static Future<Indexed> indexed(ClusterScan scan, Validator known) {
    Promise<Indexed> made = Promise.promise();
    try {
      long weight = (long) Indexed.ENTRY * scan.size();
      made.complete(new Indexed.Mp4(scan.index(), known, weight));
    } catch (MalformedMediaException e) {
      made.fail(e);
    }
    return made.future();
  }
}
