package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.Source;

/**
 * A file, in which a child may jump: an MP4 file often has its index at the end. Each jump ends
 * what was read before.
 */
final class FileInput implements FeedInput {
  private final FileReader reader;
  private final Supplier<Future<Target>> renewal;
  private final Promise<Void> failed = Promise.promise();
  private @Nullable Peeked unread;
  private @Nullable Flow current;
  private long total = -1;
  private boolean ranged;

  FileInput(Reading reading, Source.File source, Supplier<Future<Target>> renewal) {
    this.renewal = renewal;
    this.reader =
        new FileReader(reading, Target.of(source), new ChunkSize(source.chunkSize()), renewal);
  }

  @Override
  public Future<ByteBuf> open() {
    return reader
        .open(new ByteRange.Span(0, Long.MAX_VALUE))
        .compose(answer -> {
          total = answer.total();
          ranged = answer.ranged() && total >= 0;
          reader.span(0, total);
          var peeked = new Peeked(reader);
          unread = peeked;
          return peeked.first();
        });
  }

  @Override
  public void serve(HttpServerRequest request) {
    var response = request.response();
    var range = ranged ? ByteRange.parse(request.getHeader("Range")) : null;
    var extent = range == null ? new Extent(0, total) : range.in(total);
    if (extent == null) {
      FeedResponse.refuse(response, 416);
      return;
    }
    if (range != null) {
      response.setStatusCode(206).putHeader("Content-Range", extent.contentRange(total));
    }
    response.putHeader("Accept-Ranges", ranged ? "bytes" : "none");
    var flow = from(extent);
    current = flow;
    new FeedResponse(response, total < 0 ? -1 : extent.length())
        .pass(flow)
        .onFailure(failed::tryFail);
  }

  private Flow from(Extent extent) {
    if (current != null) {
      current.abort();
    }
    var first = unread;
    unread = null;
    if (first != null && extent.first() == 0) {
      return first;
    }
    if (first != null) {
      first.abort();
    }
    var other = reader.again(renewal);
    other.span(extent.first(), extent.end());
    return other;
  }

  @Override
  public Future<Void> failed() {
    return failed.future();
  }

  /** A child need not read all of a file, and one that was denied a byte has failed. */
  @Override
  public boolean whole() {
    return !failed.future().failed();
  }

  @Override
  public void abort() {
    reader.abort();
    if (unread != null) {
      unread.abort();
    }
    if (current != null) {
      current.abort();
    }
  }
}
