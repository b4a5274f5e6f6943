package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Planner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.token.TokenMessages.Plan;
import vn.taivideonhanh.token.TokenMessages.Planned;

/** Tells what a choice would be before a token is asked for it. Used on one event loop. */
final class Foresight {
  /** More would visit sites too often for what costs nothing. */
  private static final int AT_ONCE = 16;

  private final Vertx vertx;
  private final Measure measure;
  private final Function<StreamPlan.Head, String> fileName;
  private final Set<String> asking = new HashSet<>();

  Foresight(Vertx vertx, TokenSettings settings) {
    this.vertx = vertx;
    this.measure = new Measure(settings.foresee());
    this.fileName = settings.fileName();
  }

  Future<Planned> of(Plan question) {
    return AnalysisMessages.FETCH
        .ask(vertx, new AnalysisMessages.Fetch(question.requestId()))
        .compose(found -> {
          var choice = ChoiceCheck.of(found.media(), question.choice());
          return measured(Planner.plan(found.media(), choice), question.who());
        })
        .map(plan -> {
          var head = plan.head();
          return new Planned(
              fileName.apply(head), head.mediaType(), plan.lane(), head.size(), plan.resumable());
        });
  }

  private Future<StreamPlan> measured(StreamPlan plan, Identity who) {
    if (!Exact.concerns(plan)) {
      return Future.succeededFuture(plan);
    }
    if (asking.size() >= AT_ONCE || !asking.add(who.id())) {
      return Future.succeededFuture(Exact.unmeasured(plan));
    }
    return measure.of(plan).onComplete(_ -> asking.remove(who.id()));
  }
}
