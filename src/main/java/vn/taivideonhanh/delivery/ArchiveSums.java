package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.zip.Checksum;
import vn.taivideonhanh.media.zip.ZipLayout;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The checksums of an archive's entries, in blocks, so that a stream that begins in the middle
 * knows those of what other streams have sent. Each block that passes is noted; what nobody has
 * sent yet is read from its site, once for each archive, and few streams do so at the same time.
 */
final class ArchiveSums {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveSums.class);
  private static final long SMALLEST_BLOCK = 4 << 20;
  private static final int MOST_BLOCKS = 1 << 14;

  /** The name of a block's note: number of the entry and of the block. */
  private static final Pattern BLOCK = Pattern.compile("(\\d{1,3}):(\\d{1,6})");

  private final List<BlockSums> entries;
  private final ArchiveSources sources;
  private final ArchiveDesk desk;
  private final Turns turns;
  private @Nullable Flow flow;
  private @Nullable Promise<Void> reading;
  private boolean over;

  /**
   * @param turns which streams may read what they do not send
   */
  ArchiveSums(ZipLayout layout, ArchiveSources sources, ArchiveDesk desk, Turns turns) {
    long block = blockOf(layout.length());
    this.entries =
        IntStream.range(0, layout.entries())
            .mapToObj(entry -> new BlockSums(layout.length(entry), block))
            .toList();
    this.sources = sources;
    this.desk = desk;
    this.turns = turns;
  }

  /** The same for every stream of the archive; a power of two. */
  private static long blockOf(long length) {
    long block = SMALLEST_BLOCK;
    while (length / block > MOST_BLOCKS) {
      block <<= 1;
    }
    return block;
  }

  /** Takes what other streams have noted. */
  void learn(Map<String, String> notes) {
    notes.forEach((name, value) -> {
      var block = BLOCK.matcher(name);
      int entry = block.matches() ? Integer.parseInt(block.group(1)) : entries.size();
      if (entry < entries.size()) {
        var sums = entries.get(entry);
        boolean _ = sums.put(Integer.parseInt(block.group(2)), HexFormat.fromHexDigits(value));
      }
    });
  }

  /**
   * Watches an entry's bytes on their way.
   *
   * @param position in the entry of the first one
   */
  BlockMeter meter(int entry, long position) {
    return new BlockMeter(
        entries.get(entry),
        position,
        (block, sum) -> {
          if (entries.get(entry).put(block, sum)) {
            desk.note(Map.of(entry + ":" + block, HexFormat.of().toHexDigits(sum)))
                .onFailure(cause -> LOG.debug("a checksum was not noted", cause));
          }
        });
  }

  /** Of one entry's content. */
  Future<Checksum> of(int entry) {
    var missing = entries.get(entry).missing();
    return missing == null
        ? Future.succeededFuture(entries.get(entry).total())
        : turns.take(() -> read(entry)).compose(_ -> of(entry));
  }

  /** Of all entries, in their order. */
  Future<List<Checksum>> all() {
    var done = Future.succeededFuture(Checksum.EMPTY);
    for (int i = 0; i < entries.size(); i++) {
      int entry = i;
      done = done.compose(_ -> of(entry));
    }
    return done.map(_ -> entries.stream().map(BlockSums::total).toList());
  }

  private Future<Void> read(int entry) {
    var missing = entries.get(entry).missing();
    if (over) {
      return Future.failedFuture(gone());
    }
    return missing == null
        ? Future.succeededFuture()
        : sources
            .open(entry, missing)
            .compose(opened -> summed(opened, entry, missing))
            .compose(_ -> shrunk(entry, missing));
  }

  /** Who read a stretch and knows no more than before would read it for ever. */
  private Future<Void> shrunk(int entry, Extent before) {
    return before.equals(entries.get(entry).missing())
        ? Future.failedFuture(new Failure(ProblemCode.SOURCE_CHANGED, "An entry is too short."))
        : Future.succeededFuture();
  }

  private Future<Void> summed(Flow opened, int entry, Extent extent) {
    if (over) {
      opened.abort();
      return Future.failedFuture(gone());
    }
    // A flow that is aborted may never end, and others wait for this turn.
    var done = Promise.<Void>promise();
    flow = opened;
    reading = done;
    var meter = meter(entry, extent.first());
    opened.start(bytes -> {
      meter.pass(bytes);
      bytes.release();
    });
    opened.ended().onSuccess(_ -> done.tryComplete()).onFailure(done::tryFail);
    return done.future();
  }

  void abort() {
    over = true;
    if (flow != null) {
      flow.abort();
    }
    if (reading != null) {
      reading.tryFail(gone());
    }
  }

  private static Failure gone() {
    return new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The stream has ended.");
  }
}
