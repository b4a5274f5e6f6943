package vn.taivideonhanh.media.webm;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Passage;

/**
 * The elements of some clusters passing by (RFC 9559, 5.1.3). Heads are seen and changed where they
 * are; only a head that a buffer's end cuts is copied. What blocks hold is not looked at.
 */
final class ClusterPassage implements Passage {
  private final long length;
  private final ClusterPlace place;

  /** Position in the span of the next byte that {@link #take} gets. */
  private long taken;

  /** The beginning of an element whose head is not all there. */
  private @Nullable ByteBuf held;

  ClusterPassage(ClusterTreatment treatment) {
    this.length = treatment.length();
    this.place = new ClusterPlace(treatment);
  }

  @Override
  public void take(ByteBuf bytes, Consumer<ByteBuf> out) throws MalformedMediaException {
    try {
      if (taken + bytes.readableBytes() > length) {
        throw ClusterPlace.changed("more bytes than the clusters have");
      }
      if (held != null && !filled(held, bytes)) {
        return;
      }
      if (held != null) {
        var whole = held;
        held = null;
        out.accept(whole);
      }
      pass(bytes, out);
    } finally {
      bytes.release();
    }
  }

  /** Puts into what is held as much as it lacks; whether it is done with. */
  private boolean filled(ByteBuf head, ByteBuf bytes) throws MalformedMediaException {
    while (true) {
      int lacking = place.needed(head, head.readerIndex()) - head.readableBytes();
      if (lacking <= 0) {
        place.enter(head, head.readerIndex());
        return true;
      }
      if (!bytes.isReadable()) {
        return false;
      }
      int more = Math.min(lacking, bytes.readableBytes());
      head.writeBytes(bytes, more);
      taken += more;
    }
  }

  /** Goes from head to head; hands out the bytes, but for a head that is cut at the end. */
  private void pass(ByteBuf bytes, Consumer<ByteBuf> out) throws MalformedMediaException {
    long first = taken - bytes.readerIndex();
    long end = first + bytes.writerIndex();
    while (place.next() < end) {
      int index = (int) (place.next() - first);
      int needed = place.needed(bytes, index);
      if (needed > end - place.next()) {
        int whole = index - bytes.readerIndex();
        if (whole > 0) {
          out.accept(bytes.readRetainedSlice(whole));
        }
        held = bytes.alloc().buffer(ClusterPlace.MOST).writeBytes(bytes);
        taken = end;
        return;
      }
      place.enter(bytes, index);
    }
    taken = end;
    if (bytes.isReadable()) {
      out.accept(bytes.retain());
    }
  }

  @Override
  public long unchangedUntil() {
    if (held != null) {
      return taken;
    }
    return place.next() == length ? Long.MAX_VALUE : Math.max(taken, place.next());
  }

  @Override
  public void skipTo(long position) {
    if (position < taken || position > Math.min(unchangedUntil(), length)) {
      throw new IllegalArgumentException("skipped to " + position + " from " + taken);
    }
    taken = position;
  }

  @Override
  public void close() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
