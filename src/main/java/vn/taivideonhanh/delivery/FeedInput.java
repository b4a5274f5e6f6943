package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** One input of a child, which fetches it from the loopback server. */
sealed interface FeedInput permits FileInput, JoinedInput, MemoryInput {
  /** Asks the site; succeeds with the first bytes, which are only to be looked at. */
  Future<ByteBuf> open();

  /** Answers the child. */
  void serve(HttpServerRequest request);

  /** Fails as soon as the site has failed for good; never succeeds. */
  Future<Void> failed();

  /** Whether the child was given everything that it asked for, up to the end. */
  boolean whole();

  void abort();
}
