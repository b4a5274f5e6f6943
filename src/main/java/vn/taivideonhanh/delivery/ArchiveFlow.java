package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.zip.ZipLayout;
import vn.taivideonhanh.media.zip.ZipPart;
import vn.taivideonhanh.media.zip.ZipRecords;

/**
 * A part of an archive, put together while it is sent. One entry is read at a time, and the next is
 * asked for shortly before its turn.
 */
final class ArchiveFlow implements Flow {
  /** How much of an entry is left when the next one is asked for, in bytes. */
  private static final long EARLY = 4 << 20;

  private final ZipLayout layout;
  private final List<ZipPart> parts;
  private final Extent wanted;
  private final ArchiveSources sources;
  private final ArchiveSums sums;
  private final Promise<Void> ended = Promise.promise();
  private Consumer<ByteBuf> body = ByteBuf::release;
  private int next;
  private @Nullable Future<Flow> ahead;
  private @Nullable Flow current;
  private boolean paused;
  private boolean over;

  /**
   * @param wanted in the archive
   */
  ArchiveFlow(ZipLayout layout, Extent wanted, ArchiveSources sources, ArchiveSums sums) {
    this.layout = layout;
    this.wanted = wanted;
    this.sources = sources;
    this.sums = sums;
    this.parts = layout.parts().stream().filter(part -> overlap(part) != null).toList();
  }

  /** Asks for the first entry, so that one that is gone is known before anything is sent. */
  Future<Void> open() {
    askAhead();
    return ahead == null ? Future.succeededFuture() : ahead.mapEmpty();
  }

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    body = newBody;
    goOn();
  }

  private void goOn() {
    if (over) {
      return;
    }
    if (next == parts.size()) {
      over = true;
      ended.complete();
      return;
    }
    var part = parts.get(next++);
    switch (part) {
      case ZipPart.Header header -> {
        emit(part, header.bytes());
        goOn();
      }
      case ZipPart.Content content -> content(content);
      case ZipPart.Descriptor descriptor ->
          late(part, sums.of(descriptor.entry()).map(ZipRecords::descriptor));
      case ZipPart.Directory _ -> late(part, sums.all().map(layout::directory));
    }
  }

  private void late(ZipPart part, Future<ByteBuffer> made) {
    made.onSuccess(
            bytes -> {
              if (!over) {
                emit(part, bytes);
                goOn();
              }
            })
        .onFailure(this::fail);
  }

  private void emit(ZipPart part, ByteBuffer bytes) {
    var extent = overlap(part);
    if (extent != null) {
      var slice = bytes.duplicate();
      slice.position((int) (extent.first() - part.start()));
      slice.limit((int) (extent.end() - part.start()));
      body.accept(Unpooled.copiedBuffer(slice));
    }
  }

  private void content(ZipPart.Content content) {
    var opened = ahead == null ? open(content) : ahead;
    ahead = null;
    opened.onSuccess(flow -> pass(content, flow)).onFailure(this::fail);
  }

  private void pass(ZipPart.Content content, Flow flow) {
    if (over) {
      flow.abort();
      return;
    }
    current = flow;
    if (paused) {
      flow.pause();
    }
    var extent = inEntry(content);
    var meter = sums.meter(content.entry(), extent.first());
    var left = new Left(extent.length());
    flow.start(bytes -> {
      meter.pass(bytes);
      if (left.less(bytes.readableBytes()) < EARLY) {
        askAhead();
      }
      body.accept(bytes);
    });
    flow.ended()
        .onSuccess(_ -> {
          current = null;
          goOn();
        })
        .onFailure(this::fail);
  }

  /** Asks for the next entry, unless that was done. */
  private void askAhead() {
    if (ahead != null || over) {
      return;
    }
    for (int i = next; i < parts.size(); i++) {
      if (parts.get(i) instanceof ZipPart.Content content) {
        ahead = open(content);
        return;
      }
    }
  }

  private Future<Flow> open(ZipPart.Content content) {
    return sources.open(content.entry(), inEntry(content));
  }

  /** What is wanted of an entry, counted from the entry's first byte. */
  private Extent inEntry(ZipPart.Content content) {
    long first = Math.max(wanted.first(), content.start()) - content.start();
    return new Extent(first, Math.min(wanted.end(), content.end()) - content.start());
  }

  private @Nullable Extent overlap(ZipPart part) {
    long first = Math.max(wanted.first(), part.start());
    long end = Math.min(wanted.end(), part.end());
    return first < end ? new Extent(first, end) : null;
  }

  @Override
  public void pause() {
    paused = true;
    if (current != null) {
      current.pause();
    }
  }

  @Override
  public void resume() {
    paused = false;
    if (current != null) {
      current.resume();
    }
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  private void fail(Throwable cause) {
    if (!over) {
      abort();
      ended.fail(cause);
    }
  }

  @Override
  public void abort() {
    over = true;
    sums.abort();
    if (current != null) {
      current.abort();
    }
    if (ahead != null) {
      ahead.onSuccess(Flow::abort).onFailure(_ -> {});
    }
  }

  /** How much is still to come. */
  private static final class Left {
    private long bytes;

    Left(long bytes) {
      this.bytes = bytes;
    }

    long less(long taken) {
      bytes -= taken;
      return bytes;
    }
  }
}
