package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.layout.IndexReader.Need;

/** Reads the index of a site's file: few ranges of it, and no more than the index may be long. */
final class HeadReader<T> {
  /** Enough for most files of some minutes. */
  private static final int FIRST = 64 << 10;

  private static final int LATER = 16 << 10;
  private static final int MOST_REQUESTS = 64;

  private final LongFunction<IndexReader<T>> indexes;
  private final Supplier<Future<Target>> renewal;
  private FileReader reader;
  private @Nullable IndexReader<T> index;
  private Validator validator = new Validator(null, null, -1);
  private ByteBuffer held = ByteBuffer.allocate(0);
  private long heldAt;
  private int read;
  private int requests;

  /**
   * @param renewal gives a new address of the file
   * @param indexes makes what understands a file of that length
   */
  HeadReader(
      Reading reading,
      Source.File file,
      Supplier<Future<Target>> renewal,
      LongFunction<IndexReader<T>> indexes) {
    this.indexes = indexes;
    this.renewal = renewal;
    this.reader = new FileReader(reading, Target.of(file), new ChunkSize(null), renewal);
  }

  /**
   * What was read.
   *
   * @param validator by what the file is known again; of known length
   * @param bytes how many were read, which tells how large the index can be
   */
  record Head<T>(T index, Validator validator, int bytes) {}

  /** Reads it. Fails with {@link MalformedMediaException} when the file has none. */
  Future<Head<T>> read() {
    return reader
        .open(new ByteRange.Span(0, FIRST - 1))
        .compose(answer -> {
          validator = answer.validator();
          if (!answer.ranged() || answer.total() <= 0) {
            return Future.failedFuture(
                new MalformedMediaException(Kind.UNSUPPORTED, "the site gives no parts of it"));
          }
          index = indexes.apply(answer.total());
          return fetch(0, (int) Math.min(FIRST, answer.total()));
        })
        .onFailure(_ -> reader.abort());
  }

  /**
   * Reads other places of a file whose head has been read, and nothing but that file.
   *
   * @param places says which
   */
  Future<Head<T>> read(IndexReader<T> places, Validator known) {
    index = places;
    validator = known;
    reader = reader.pinned(known);
    return feed().onFailure(_ -> reader.abort());
  }

  void abort() {
    reader.abort();
  }

  private Future<Head<T>> fetch(long from, int length) {
    requests++;
    read += length;
    var asking = requireNonNull(index, "there was an answer");
    if (read > asking.most() || requests > MOST_REQUESTS) {
      return Future.failedFuture(
          new MalformedMediaException(Kind.TOO_LARGE, "its index is longer than is read"));
    }
    held = ByteBuffer.allocate(length);
    heldAt = from;
    reader.span(from, from + length);
    reader.start(this::took);
    return reader.ended().compose(_ -> feed());
  }

  private void took(ByteBuf bytes) {
    held.limit(held.position() + bytes.readableBytes());
    bytes.readBytes(held).release();
    held.limit(held.capacity());
  }

  private Future<Head<T>> feed() {
    var fed = requireNonNull(index, "there was an answer");
    try {
      var need = fed.need();
      while (need != null && holds(need)) {
        int from = (int) (need.offset() - heldAt);
        fed.feed(held.slice(from, held.capacity() - from));
        need = fed.need();
      }
      return need == null
          ? Future.succeededFuture(new Head<>(fed.index(), validator, read))
          : next(need);
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  private boolean holds(Need need) {
    long end = Math.min(need.offset() + need.length(), validator.total());
    return need.offset() >= heldAt && end <= heldAt + held.capacity();
  }

  private Future<Head<T>> next(Need need) throws MalformedMediaException {
    long left = validator.total() - need.offset();
    if (left <= 0) {
      throw new MalformedMediaException(Kind.BROKEN, "its index is beyond its end");
    }
    reader = reader.again(renewal);
    return fetch(need.offset(), (int) Math.min(left, Math.max(LATER, need.length())));
  }
}
