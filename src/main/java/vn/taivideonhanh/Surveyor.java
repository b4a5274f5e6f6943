package vn.taivideonhanh;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.delivery.IndexCache;
import vn.taivideonhanh.delivery.Survey;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Merge;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Convert;
import vn.taivideonhanh.plan.Embed;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Direct;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Mux;
import vn.taivideonhanh.plan.Text;

/**
 * Asks sites how long files are, and what they make together, on an event loop of its own, for
 * verticles on any thread.
 */
final class Surveyor {
  private final ContextInternal context;
  private final Future<Desk> desk;

  /** What belongs to the event loop. */
  private record Desk(Upstream upstream, Survey survey) {}

  /**
   * @param indexes the node's
   */
  Surveyor(Vertx vertx, AppConfig config, IndexCache indexes) {
    context = ((VertxInternal) vertx).createEventLoopContext();
    Promise<Desk> built = Promise.promise();
    context.runOnContext(_ -> {
      var upstream = Upstream.of(vertx, config);
      built.complete(new Desk(upstream, new Survey(vertx, upstream, config.relay(), indexes)));
    });
    desk = built.future();
  }

  /** The length of a file; null when the site does not tell. */
  Future<@Nullable Long> length(Source.File file) {
    return ask(desk -> desk.upstream.probe(file.url(), file.headers()))
        .map(probe -> probe.status() < 300 ? probe.length() : null);
  }

  /** Which formats make files of exactly known length. */
  Future<List<Merge>> merges(MediaInfo media) {
    return ask(desk -> desk.survey.merges(media));
  }

  /** The plan with an exact length; fails where there is none to be had. */
  Future<StreamPlan> measure(StreamPlan plan) {
    return switch (plan) {
      case Direct direct ->
          length(direct.source())
              .map(bytes -> bytes == null ? direct : Exact.measured(direct, bytes));
      case ExactMux exact -> merged(exact);
      case Mux mux -> {
        var exact = Exact.candidate(mux);
        var listed = Exact.listed(mux);
        yield exact != null
            ? merged(exact)
            : listed != null
                ? ask(desk -> desk.survey.listed(listed)).map(found -> found)
                : Future.succeededFuture(mux);
      }
      case Segments segments -> {
        var listed = Exact.listed(segments);
        yield listed == null
            ? joined(segments)
            : ask(desk -> desk.survey.listed(listed))
                .<StreamPlan>map(found -> found)
                .recover(_ -> joined(segments));
      }
      case Convert _, Embed _, Text _, StreamPlan.Archive _, StreamPlan.Pipe _ ->
          Future.succeededFuture(plan);
    };
  }

  /** The same as {@link #measure}, but of no clip of which all has to be read for that. */
  Future<StreamPlan> foresee(StreamPlan plan) {
    var exact = plan instanceof Mux mux ? Exact.candidate(mux) : null;
    return exact != null && Exact.scanned(exact)
        ? ask(desk -> desk.survey.expected(exact)).map(bytes -> Exact.expected(exact, bytes))
        : measure(plan);
  }

  private Future<StreamPlan> joined(Segments plan) {
    var parts = Exact.parts(plan);
    return parts == null
        ? Future.succeededFuture(plan)
        : ask(desk -> desk.survey.lengths(parts)).map(lengths -> Exact.measured(parts, lengths));
  }

  private Future<StreamPlan> merged(ExactMux plan) {
    return ask(desk -> desk.survey.length(plan)).map(bytes -> Exact.measured(plan, bytes));
  }

  private <T> Future<T> ask(Function<Desk, Future<T>> question) {
    Promise<T> asked = Promise.promise();
    context.runOnContext(_ -> desk.compose(question).onComplete(asked));
    return asked.future();
  }
}
