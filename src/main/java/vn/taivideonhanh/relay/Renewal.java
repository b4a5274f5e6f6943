package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetched;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Planner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
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
    return renewed(book.plan(), book.plannedAt())
        .map(fresh -> {
          book.replan(fresh.plan, fresh.analysedAt);
          return fresh.plan;
        });
  }

  /** The same for one entry of an archive, of which the whole plan is given then. */
  Future<StreamPlan> renew(Book book, int number) {
    if (!(book.plan() instanceof Archive archive) || number >= archive.entries().size()) {
      return Future.failedFuture(gone());
    }
    var entry = archive.entries().get(number);
    return renewed(entry.plan(), entry.plannedAt())
        .map(fresh -> {
          var plan = book.plan() instanceof Archive now ? now : archive;
          var entries = new ArrayList<>(plan.entries());
          entries.set(number, new ArchiveEntry(entry.name(), fresh.plan, fresh.analysedAt));
          var replanned = new Archive(plan.head(), plan.id(), entries);
          book.replan(replanned, book.plannedAt());
          return replanned;
        });
  }

  private record Fresh(StreamPlan plan, long analysedAt) {}

  private Future<Fresh> renewed(StreamPlan plan, long plannedAt) {
    var formats = formats(plan);
    if (formats == null) {
      return Future.succeededFuture(new Fresh(plan, plannedAt));
    }
    return AnalysisMessages.RENEW
        .ask(vertx, new AnalysisMessages.Renew(plan.head().pageUrl(), plannedAt))
        .map(fresh -> new Fresh(merged(plan, planned(fresh, formats)), fresh.analysedAt()));
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
      case Archive _, Pipe _ -> null;
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
      case Archive _, Direct _, Mux _ -> throw gone();
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
