package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Changed;

/** A request that is answered when its analysis has changed, or when it has waited long enough. */
final class LongPoll {
  private final RoutingContext ctx;
  private final Function<Analysis, Future<Void>> told;
  private @Nullable Analysis last;
  private @Nullable AnalysisWatch watch;
  private long deadline = -1;

  /**
   * For one request.
   *
   * @param told answers it with what the analysis has become
   */
  LongPoll(RoutingContext ctx, Function<Analysis, Future<Void>> told) {
    this.ctx = ctx;
    this.told = told;
  }

  void start(Switchboard<Changed> changes, String requestId, int seconds) {
    ctx.addEndHandler(_ -> stop());
    deadline = ctx.vertx().setTimer(TimeUnit.SECONDS.toMillis(seconds), _ -> answer());
    var listener = new AnalysisWatch.Listener(this::seen, this::fail);
    watch = AnalysisWatch.start(ctx.vertx(), changes, requestId, listener);
  }

  private void seen(Analysis analysis) {
    var first = last == null;
    last = analysis;
    if (!first || AnalysisWatch.ended(analysis)) {
      answer();
    }
  }

  private void answer() {
    stop();
    var known = last;
    if (known != null) {
      told.apply(known).onFailure(ctx::fail);
    } else {
      ctx.fail(503);
    }
  }

  private void fail(Throwable cause) {
    stop();
    ctx.fail(cause);
  }

  private void stop() {
    ctx.vertx().cancelTimer(deadline);
    if (watch != null) {
      watch.stop();
    }
  }
}
