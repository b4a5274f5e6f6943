package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;

/**
 * The parts of a body on their way to the consumer. Those that arrive while it stands still wait
 * here: what was in the receive buffer already when reading stopped. Belongs to one event loop.
 */
final class Body {
  private final ContextInternal context;
  private final Promise<Void> ended;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private @Nullable Consumer<ByteBuf> consumer;
  private @Nullable Failure failure;
  private boolean over;
  private boolean flowing;
  private boolean draining;

  Body(ContextInternal context) {
    this.context = context;
    ended = context.promise();
  }

  Future<Void> ended() {
    return ended.future();
  }

  boolean flowing() {
    return flowing;
  }

  void to(Consumer<ByteBuf> consumer) {
    this.consumer = consumer;
    drain();
  }

  void flow(boolean on) {
    flowing = on;
    drain();
  }

  /** Takes a part over; its last owner is the consumer. */
  void add(ByteBuf part) {
    if (over || !part.isReadable()) {
      part.release();
    } else {
      waiting.add(part);
      drain();
    }
  }

  /** Nothing comes any more. What is waiting still goes out first. */
  void end(@Nullable Failure why) {
    if (!over) {
      over = true;
      failure = why;
      drain();
    }
  }

  /** Drops what is waiting and fails, unless it had ended. */
  void drop(Failure why) {
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    failure = over && failure == null ? why : failure;
    end(why);
    drain();
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    while (flowing && consumer != null && !waiting.isEmpty()) {
      var to = consumer;
      // An exception of the consumer goes to the context's handler; the part was its own by then.
      context.dispatch(waiting.remove(), to::accept);
    }
    draining = false;
    if (over && waiting.isEmpty()) {
      if (failure == null) {
        ended.tryComplete();
      } else {
        ended.tryFail(failure);
      }
    }
  }
}
