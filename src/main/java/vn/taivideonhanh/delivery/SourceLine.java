package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one source that a stream will want, read ahead in the order in which they were asked
 * for. At most {@value #AHEAD} bytes wait here; then the site has to.
 */
final class SourceLine {
  private static final int AHEAD = 384 << 10;

  /**
   * The site goes on when so few wait. What is read between two stops then counts as progress, so
   * that a site that closes connections which stand still does not use up the retries.
   */
  private static final int LOW = AHEAD / 4;

  /** Bytes that nobody wants, up to which reading over them is cheaper than asking again. */
  private static final int GAP = 64 << 10;

  private final Supplier<Future<Target>> renewal;
  private final Owner owner;
  private final Deque<Stretch> wanted = new ArrayDeque<>();
  private final Deque<Part> waiting = new ArrayDeque<>();
  private final Promise<Void> begun = Promise.promise();
  private FileReader reader;
  private boolean reading;
  private boolean held;
  private boolean over;
  private int waits;
  private long position;

  /** Who takes the bytes. */
  interface Owner {
    /** There are more bytes, or what was wanted has all been read. */
    void moved();

    /** The source can't be read any further. */
    void failed(Throwable cause);
  }

  /**
   * @param first a reader of the source that has not been started
   * @param renewal gives a new address of the source
   */
  SourceLine(FileReader first, Supplier<Future<Target>> renewal, Owner owner) {
    this.reader = first;
    this.renewal = renewal;
    this.owner = owner;
  }

  /** A part of the source, from its first byte to the one after its last. */
  private record Stretch(long first, long end) {}

  /** Bytes, and where in the source they begin. */
  private record Part(long at, ByteBuf bytes) {
    long end() {
      return at + bytes.readableBytes();
    }
  }

  /** Succeeds when the first bytes are there; fails when they can't be had. */
  Future<Void> begun() {
    return begun.future();
  }

  /** Has more of the source read, after what has been asked for; {@link #go} begins. */
  void want(long first, long end) {
    var last = wanted.peekLast();
    if (last != null && first >= last.end && first - last.end <= GAP) {
      wanted.removeLast();
      wanted.add(new Stretch(last.first, end));
    } else {
      wanted.add(new Stretch(first, end));
    }
  }

  /** Lets what is wanted come. */
  void go() {
    var next = reading || over ? null : wanted.poll();
    if (next != null) {
      reading = true;
      position = next.first;
      reader = reader.again(renewal);
      reader.span(next.first, next.end);
      if (held) {
        reader.pause();
      }
      reader.start(this::took);
      reader.ended().onSuccess(_ -> readAll()).onFailure(this::failed);
    }
  }

  private void took(ByteBuf bytes) {
    if (over) {
      bytes.release();
      return;
    }
    waiting.add(new Part(position, bytes));
    position += bytes.readableBytes();
    waits += bytes.readableBytes();
    if (waits >= AHEAD && !held) {
      held = true;
      reader.pause();
    }
    begun.tryComplete();
    owner.moved();
  }

  private void readAll() {
    reading = false;
    go();
    owner.moved();
  }

  private void failed(Throwable cause) {
    begun.tryFail(cause);
    owner.failed(cause);
  }

  /** Whether everything that was wanted has been taken. */
  boolean idle() {
    return !reading && wanted.isEmpty() && waiting.isEmpty();
  }

  /**
   * The next bytes; null while they are not there.
   *
   * @param at position in the source of the first one; what is before is dropped
   */
  @Nullable ByteBuf take(long at, long most) {
    var part = waiting.peek();
    while (part != null && part.end() <= at) {
      waits -= part.bytes.readableBytes();
      waiting.remove().bytes.release();
      part = waiting.peek();
    }
    var taken = part == null ? null : taken(waiting.remove(), (int) (at - part.at), most);
    if (held && waits <= LOW) {
      held = false;
      reader.resume();
    }
    return taken;
  }

  private ByteBuf taken(Part part, int skipped, long most) {
    var bytes = part.bytes.skipBytes(skipped);
    int length = (int) Math.min(bytes.readableBytes(), most);
    waits -= skipped + length;
    if (length == bytes.readableBytes()) {
      return bytes;
    }
    var first = bytes.readRetainedSlice(length);
    waiting.addFirst(new Part(part.at + skipped + length, bytes));
    return first;
  }

  /** Ends it; nothing comes any more. */
  void abort() {
    over = true;
    reader.abort();
    waiting.forEach(part -> part.bytes.release());
    waiting.clear();
  }
}
