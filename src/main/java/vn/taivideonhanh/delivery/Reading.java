package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.egress.UpstreamRequest;

/** What every reader of one stream shares. */
record Reading(Vertx vertx, Upstream upstream, AppConfig.Relay limits, Meter meter) {
  /**
   * Asks for bytes of a file.
   *
   * @param range a Range field, or null for the whole
   */
  Future<Answer> ask(Target target, @Nullable String range) {
    return upstream
        .fetch(new UpstreamRequest("GET", target.url(), target.headers(), range, null))
        .compose(Answer::of);
  }
}
