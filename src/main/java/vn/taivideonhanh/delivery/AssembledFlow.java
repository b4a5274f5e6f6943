package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Passage;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * A part of a file that is put together: pieces in order, from sources that are read ahead at the
 * same time. Where the part begins inside a span that is changed on its way, what is before is read
 * beside, as far as the span's passage has to see it.
 */
final class AssembledFlow implements Flow, SourceLine.Owner {
  /** How much is asked for at a time while it is not known how much must be seen. */
  private static final long LOOK = 64 << 10;

  private final Layout layout;
  private final Extent extent;
  private final SourceLines lines;
  private final Promise<Void> opened = Promise.promise();
  private final Promise<Void> ended = Promise.promise();
  private @Nullable Consumer<ByteBuf> body;
  private @Nullable Passage passage;
  private @Nullable SourceLine lead;
  private int index;

  /** Position in the current span of the next byte that its passage sees. */
  private long seen;

  /** Position in the file of the next byte that comes out. */
  private long cursor;

  private boolean paused;
  private boolean pumping;
  private boolean over;

  AssembledFlow(Reading reading, Assembly assembly, Extent extent) {
    this.layout = assembly.layout();
    this.extent = extent;
    this.lines = new SourceLines(reading, assembly, this);
    this.index = layout.at(extent.first());
    this.cursor = layout.start(index);
  }

  /** Begins to read; completes when the first sources give bytes. */
  Future<AssembledFlow> open() {
    lines.plan(extent);
    lines.begin().onComplete(opened::tryComplete, opened::tryFail);
    if (layout.pieces().get(index) instanceof Piece.Span span) {
      enter(span);
    }
    return opened.future().map(this);
  }

  /** Begins a span, if need be before the first byte that is wanted. */
  private void enter(Piece.Span span) {
    passage = span.treatment().passage();
    seen = 0;
    if (cursor < extent.first() && passage.unchangedUntil() < extent.first() - cursor) {
      lead = lines.lead(span);
      look(lead, span);
    } else if (cursor < extent.first()) {
      skipTo(passage, extent.first() - cursor);
    }
  }

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    body = newBody;
    pump();
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    pump();
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  @Override
  public void abort() {
    if (!over) {
      leave();
    }
  }

  private void leave() {
    over = true;
    lines.abort();
    closePassage();
  }

  /** Not while it hands something out. */
  private void closePassage() {
    if (passage != null && !pumping) {
      passage.close();
      passage = null;
    }
  }

  @Override
  public void moved() {
    pump();
  }

  @Override
  public void failed(Throwable cause) {
    if (!over) {
      leave();
      opened.tryFail(cause);
      ended.fail(cause);
    }
  }

  private void pump() {
    if (pumping || body == null) {
      return;
    }
    pumping = true;
    try {
      boolean moving = true;
      while (moving && !over && !paused && cursor < extent.end()) {
        moving = step();
      }
    } catch (MalformedMediaException e) {
      failed(
          new Failure(
              ProblemCode.SOURCE_CHANGED, "The site's file is not what its index says.", null, e));
    } catch (RuntimeException e) {
      // A stream that would stand still for ever is ended instead.
      failed(e);
    } finally {
      pumping = false;
    }
    if (over) {
      closePassage();
    } else if (cursor >= extent.end()) {
      leave();
      ended.complete();
    }
  }

  /** Hands some bytes on; whether there were any. */
  private boolean step() throws MalformedMediaException {
    return switch (layout.pieces().get(index)) {
      case Piece.Literal literal -> {
        out(Unpooled.wrappedBuffer(literal.bytes()));
        turn();
        yield true;
      }
      case Piece.Span span -> passage != null && step(span, passage);
    };
  }

  private boolean step(Piece.Span span, Passage through) throws MalformedMediaException {
    long wanted = extent.first() - layout.start(index);
    var from = seen < wanted && lead != null ? lead : lines.of(span);
    var bytes = from.take(span.offset() + seen, (seen < wanted ? wanted : span.length()) - seen);
    if (bytes == null) {
      if (from.idle()) {
        look(from, span);
      } else {
        // A source that gave its last byte may have ended only after the turn.
        var _ = lines.begin();
      }
      return false;
    }
    seen += bytes.readableBytes();
    through.take(bytes, this::out);
    if (over) {
      return false;
    }
    if (seen < wanted && cursor == layout.start(index) + seen && through.unchangedUntil() > seen) {
      skipTo(through, Math.min(wanted, through.unchangedUntil()));
    }
    if (seen == span.length()) {
      through.close();
      passage = null;
      turn();
    }
    return true;
  }

  private void skipTo(Passage through, long position) {
    through.skipTo(position);
    cursor += position - seen;
    seen = position;
  }

  /** Asks for a little more than was planned, which the passage has to see. */
  private void look(SourceLine line, Piece.Span span) {
    long wanted = extent.first() - layout.start(index);
    long end = seen < wanted ? wanted : span.length();
    line.want(span.offset() + seen, span.offset() + Math.min(end, seen + LOOK));
    line.go();
  }

  private void turn() {
    index++;
    if (cursor < extent.end() && layout.pieces().get(index) instanceof Piece.Span span) {
      enter(span);
    }
    var _ = lines.begin();
  }

  private void out(ByteBuf bytes) {
    long first = cursor;
    cursor += bytes.readableBytes();
    long from = Math.max(first, extent.first());
    long to = Math.min(cursor, extent.end());
    if (from >= to || body == null || over) {
      bytes.release();
      return;
    }
    int begin = bytes.readerIndex() + (int) (from - first);
    body.accept(bytes.setIndex(begin, begin + (int) (to - from)));
  }
}
