package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetched;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Planner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Direct;
import vn.taivideonhanh.plan.StreamPlan.Mux;
import vn.taivideonhanh.plan.StreamPlan.Pipe;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Puts fresh sources into a plan whose own no longer work, and nothing else: what was promised is
 * what goes on being sent.
 */
final class Renewal {
  private final Vertx vertx;

  Renewal(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Analyses the page again and takes the sources of the same formats into the book's plan. Fails
   * with {@code SOURCE_UNAVAILABLE} when they are not offered any more, and with {@code
   * SOURCE_CHANGED} when it is known that they are other bytes.
   */
  Future<StreamPlan> renew(Book book) {
    var formats = formats(book.plan());
    if (formats == null) {
      return Future.succeededFuture(book.plan());
    }
    var question = new AnalysisMessages.Renew(book.plan().head().pageUrl(), book.plannedAt());
    return AnalysisMessages.RENEW
        .ask(vertx, question)
        .map(fresh -> {
          var plan = merged(book.plan(), planned(fresh, formats));
          book.replan(plan, fresh.analysedAt());
          return plan;
        });
  }

  /** The ids that the plan was made of; null when it has no sources that could expire. */
  private static @Nullable List<String> formats(StreamPlan plan) {
    return switch (plan) {
      case Direct direct -> List.of(direct.formatId());
      case Mux mux -> {
        var second = mux.second();
        yield second == null
            ? List.of(mux.first().formatId())
            : List.of(mux.first().formatId(), second.formatId());
      }
      case Pipe _ -> null;
    };
  }

  private static StreamPlan planned(Fetched fresh, List<String> formats) {
    try {
      return Planner.plan(fresh.media(), formats);
    } catch (Failure failure) {
      throw failure.code() == ProblemCode.FORMAT_NOT_FOUND ? gone() : failure;
    }
  }

  private static StreamPlan merged(StreamPlan old, StreamPlan fresh) {
    if (!old.head().identity().equals(fresh.head().identity())) {
      throw changed();
    }
    return switch (old) {
      case Direct was when fresh instanceof Direct now -> {
        if (differ(was.head().size(), now.head().size())) {
          throw changed();
        }
        yield new Direct(was.head(), was.formatId(), now.source());
      }
      case Mux was when fresh instanceof Mux now ->
          new Mux(was.head(), now.first(), now.second(), was.container());
      case Pipe was -> was;
      case Direct _, Mux _ -> throw gone();
    };
  }

  private static boolean differ(Size one, Size other) {
    return one.kind() == Size.Kind.EXACT && other.kind() == Size.Kind.EXACT && !one.equals(other);
  }

  private static Failure gone() {
    return new Failure(
        ProblemCode.SOURCE_UNAVAILABLE, "Analyse the page again and choose another format.");
  }

  private static Failure changed() {
    return new Failure(ProblemCode.SOURCE_CHANGED, "Analyse the page again and start anew.");
  }
}
