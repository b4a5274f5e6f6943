package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Passage;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Reads parts one after the other as if they were one file. The next ones are asked for while one
 * is read, and stand still until it is their turn.
 */
final class JoinedReader implements Flow {
  /** Parts that are open at once. */
  private static final int OPEN = 3;

  private final Reading reading;
  private final PartOrder parts;
  private final Deque<Opened> opened = new ArrayDeque<>();
  private final Promise<Void> ended = Promise.promise();
  private Consumer<ByteBuf> body = ByteBuf::release;
  private @Nullable FileReader current;
  private @Nullable Passage passage;
  private int next;
  private boolean paused;
  private boolean over;
  private boolean passing;

  /** Position of the part that is read among all that is sent. */
  private long start;

  /** How much of that part has come, and how much of it was passed on. */
  private long came;

  private long sent;

  JoinedReader(Reading reading, PartOrder parts) {
    this.reading = reading;
    this.parts = parts;
  }

  /** A part that has been asked for. */
  private record Opened(
      int index, FileReader reader, ByteRange.@Nullable Span span, Future<Answer> answer) {
    /** Of the part; {@link Long#MAX_VALUE} when the site doesn't tell. */
    long length() {
      if (span != null) {
        return span.last() - span.first() + 1;
      }
      long total = answer.result().total();
      return total < 0 ? Long.MAX_VALUE : total;
    }
  }

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    body = newBody;
    var head = parts.head();
    if (head.isReadable()) {
      start = head.readableBytes();
      body.accept(head);
    }
    turn();
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

  @Override
  public void abort() {
    over = true;
    if (current != null) {
      current.abort();
    }
    opened.forEach(part -> part.reader().abort());
    opened.clear();
    closePassage();
  }

  /** Not while it hands something out. */
  private void closePassage() {
    if (passage != null && !passing) {
      passage.close();
      passage = null;
    }
  }

  private void turn() {
    if (over) {
      return;
    }
    current = null;
    openAhead();
    var part = opened.poll();
    if (part == null) {
      over = true;
      ended.complete();
      return;
    }
    current = part.reader();
    part.answer().onSuccess(_ -> read(part)).onFailure(this::fail);
  }

  private void openAhead() {
    while (opened.size() < OPEN && next < parts.size()) {
      int index = next++;
      var span = parts.span(index);
      var reader =
          new FileReader(
              reading, parts.target(index), new ChunkSize(null), () -> parts.renewed(index));
      opened.add(new Opened(index, reader, span, reader.open(span)));
    }
  }

  private void read(Opened part) {
    if (over) {
      return;
    }
    if (part.span() instanceof ByteRange.Span(var first, var last)) {
      part.reader().span(first, last + 1);
    }
    if (paused) {
      part.reader().pause();
    }
    var through = parts.passage(part.index(), part.length(), start);
    passage = through;
    Consumer<ByteBuf> next = bytes -> pass(through, bytes);
    part.reader().start(parts.tagged() ? new TagSkip(next) : next);
    part.reader().ended().onSuccess(_ -> finish(through)).onFailure(this::fail);
  }

  private void pass(Passage through, ByteBuf bytes) {
    came += bytes.readableBytes();
    passing = true;
    try {
      through.take(bytes, this::out);
    } catch (MalformedMediaException e) {
      fail(changed(e));
    } finally {
      passing = false;
    }
    if (over) {
      closePassage();
    }
  }

  private void out(ByteBuf bytes) {
    sent += bytes.readableBytes();
    if (over) {
      bytes.release();
    } else {
      body.accept(bytes);
    }
  }

  private void finish(Passage through) {
    long until = through.unchangedUntil();
    if (came != sent || (until != Long.MAX_VALUE && until > came)) {
      fail(changed(null));
      return;
    }
    closePassage();
    start += sent;
    came = 0;
    sent = 0;
    turn();
  }

  private static Failure changed(@Nullable Throwable cause) {
    return new Failure(
        ProblemCode.SOURCE_CHANGED, "The site's file is not what its list says.", null, cause);
  }

  private void fail(Throwable cause) {
    if (!over) {
      abort();
      ended.fail(cause);
    }
  }
}
