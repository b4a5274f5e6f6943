package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.util.function.Consumer;
import vn.taivideonhanh.splice.Sluice;

/** Bytes that arrive on the event loop and can be held back. */
interface Flow {
  /**
   * Lets the bytes come.
   *
   * @param body takes each buffer over and must release it
   */
  void start(Consumer<ByteBuf> body);

  /**
   * The same, with a way for bytes that the kernel moves. Those that have to be seen don't take it.
   */
  default void start(Consumer<ByteBuf> body, Sluice sluice) {
    start(body);
  }

  void pause();

  void resume();

  /** Succeeds after the last byte, and only when all of them came. */
  Future<Void> ended();

  /** Ends it now; nothing comes any more, and {@link #ended} may stay open. */
  void abort();
}
