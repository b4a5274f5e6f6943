package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** A child's flow with its beginning changed; tells when its first bytes leave. */
final class Patched implements Flow {
  private final Flow flow;
  private final HeadPatch patch;
  private final Runnable begin;
  private Consumer<ByteBuf> body = ByteBuf::release;
  private boolean begun;

  Patched(Flow flow, HeadPatch patch, Runnable begin) {
    this.flow = flow;
    this.patch = patch;
    this.begin = begin;
  }

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    body = newBody;
    flow.start(buffer -> {
      var changed = patch.take(buffer);
      if (changed != null) {
        pass(changed);
      }
    });
  }

  private void pass(ByteBuf buffer) {
    if (!begun) {
      begun = true;
      begin.run();
    }
    body.accept(buffer);
  }

  @Override
  public void pause() {
    flow.pause();
  }

  @Override
  public void resume() {
    flow.resume();
  }

  @Override
  public Future<Void> ended() {
    return flow.ended()
        .onSuccess(_ -> {
          var rest = patch.rest();
          if (rest != null) {
            pass(rest);
          }
        });
  }

  @Override
  public void abort() {
    flow.abort();
  }
}
