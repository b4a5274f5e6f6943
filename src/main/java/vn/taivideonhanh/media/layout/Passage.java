package vn.taivideonhanh.media.layout;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import vn.taivideonhanh.media.MalformedMediaException;

/** The bytes of one span on their way to one client, in order from the span's first byte. */
public interface Passage extends AutoCloseable {
  /**
   * Takes the next bytes. Those that can go on are handed out, changed in place where that is
   * needed; a few may be kept until more have come, and are handed out then. As many bytes come out
   * in the end as went in.
   *
   * @param bytes taken over, and released or handed out
   * @param out takes each buffer over
   * @throws MalformedMediaException when the bytes are not what the index of the source said;
   *     nothing may be passed on from there
   */
  void take(ByteBuf bytes, Consumer<ByteBuf> out) throws MalformedMediaException;

  /**
   * Position in the span, at or after the bytes taken so far, before which no byte will be changed
   * and none has to be seen: who wants only later ones may read on from there, skipping. {@link
   * Long#MAX_VALUE} is the rest of the span. Equal to the number of bytes taken when the next one
   * has to be seen.
   */
  long unchangedUntil();

  /**
   * Says that bytes up to {@link #unchangedUntil} at most were skipped.
   *
   * @param position in the span of the next byte that {@link #take} will get
   */
  default void skipTo(long position) {}

  /** Releases what is kept, at the span's end or before. */
  @Override
  void close();
}
