package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** One answer to a child. */
final class FeedResponse {
  private final HttpServerResponse response;

  /**
   * @param length of the body, -1 when not known
   */
  FeedResponse(HttpServerResponse response, long length) {
    this.response = response;
    if (length < 0) {
      response.setChunked(true);
    } else {
      response.putHeader("Content-Length", Long.toString(length));
    }
  }

  static void refuse(HttpServerResponse response, int status) {
    response.setStatusCode(status).end().onComplete(_ -> {}, _ -> {});
  }

  /**
   * Passes a flow on. Fails as the flow does; a child that goes away ends the flow and nothing
   * else.
   */
  Future<Void> pass(Flow flow) {
    response.closeHandler(_ -> flow.abort());
    response.exceptionHandler(_ -> flow.abort());
    return new Outlet(response, _ -> {})
        .pass(flow)
        .onSuccess(_ -> response.end().onComplete(_ -> {}, _ -> {}))
        .onFailure(_ -> response.reset().onComplete(_ -> {}, _ -> {}));
  }
}
