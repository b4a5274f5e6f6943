package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private final Supplier<Future<PartList>> renewal;
  private final Deque<Opened> opened = new ArrayDeque<>();
  private final Promise<Void> ended = Promise.promise();
  private PartList parts;
  private Consumer<ByteBuf> body = ByteBuf::release;
  private @Nullable FileReader current;
  private int next;
  private boolean paused;
  private boolean over;

  /**
   * @param renewal gives the same parts at new addresses
   */
  JoinedReader(Reading reading, PartList parts, Supplier<Future<PartList>> renewal) {
    this.reading = reading;
    this.parts = parts;
    this.renewal = new Renewal<>(renewal);
  }

  /** A part that has been asked for. */
  private record Opened(FileReader reader, ByteRange.@Nullable Span span, Future<Answer> answer) {}

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    body = newBody;
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
          new FileReader(reading, parts.target(index), new ChunkSize(null), () -> renewed(index));
      opened.add(new Opened(reader, span, reader.open(span)));
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
    part.reader().start(body);
    part.reader().ended().onSuccess(_ -> turn()).onFailure(this::fail);
  }

  private void fail(Throwable cause) {
    if (!over) {
      abort();
      ended.fail(cause);
    }
  }

  private Future<Target> renewed(int index) {
    return renewal
        .get()
        .map(fresh -> {
          if (fresh.size() != parts.size()) {
            throw new Failure(ProblemCode.SOURCE_CHANGED, "The site's list has changed.");
          }
          parts = fresh;
          return fresh.target(index);
        });
  }
}
