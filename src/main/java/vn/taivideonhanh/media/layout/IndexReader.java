package vn.taivideonhanh.media.layout;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * Reads as little of a file as tells where everything in it is. It asks for bytes, gets them, and
 * asks again until it has the index.
 *
 * @param <T> the index
 */
public interface IndexReader<T> {
  /**
   * Bytes that are wanted.
   *
   * @param offset in the file
   * @param length in bytes, over 0; fewer may be given at the file's end only
   */
  record Need(long offset, int length) {}

  /** Most bytes that are asked for in all, as far as is known by now. */
  default int most() {
    return 4 << 20;
  }

  /** What is wanted next; null when the index is complete. */
  @Nullable Need need();

  /**
   * Gives what {@link #need} asked for.
   *
   * @param bytes from the offset that was asked for; what is beyond the need may be there, too
   * @throws MalformedMediaException when the file is not of the kind, is broken, or is over a limit
   */
  void feed(ByteBuffer bytes) throws MalformedMediaException;

  /** The index; only when {@link #need} is null. */
  T index();
}
