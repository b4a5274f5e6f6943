package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes that can be given once, from the first to the last: joined parts. */
final class JoinedInput implements FeedInput {
  private final Supplier<Future<? extends Flow>> source;
  private final Promise<Void> failed = Promise.promise();
  private @Nullable Peeked flow;
  private boolean served;
  private boolean whole;
  private boolean aborted;

  JoinedInput(Supplier<Future<? extends Flow>> source) {
    this.source = source;
  }

  @Override
  public Future<ByteBuf> open() {
    return source
        .get()
        .compose(opened -> {
          var peeked = new Peeked(opened);
          flow = peeked;
          if (aborted) {
            peeked.abort();
          }
          return peeked.first();
        });
  }

  @Override
  public void serve(HttpServerRequest request) {
    if (served || flow == null) {
      FeedResponse.refuse(request.response(), 410);
      return;
    }
    served = true;
    request.response().putHeader("Accept-Ranges", "none");
    new FeedResponse(request.response(), -1)
        .pass(flow)
        .onSuccess(_ -> whole = true)
        .onFailure(failed::tryFail);
  }

  @Override
  public Future<Void> failed() {
    return failed.future();
  }

  @Override
  public boolean whole() {
    return whole;
  }

  @Override
  public void abort() {
    aborted = true;
    if (flow != null) {
      flow.abort();
    }
  }
}
