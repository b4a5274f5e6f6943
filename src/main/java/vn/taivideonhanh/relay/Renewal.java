package vn.taivideonhanh.relay;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Planner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.plan.StreamPlan.Direct;
import vn.taivideonhanh.plan.Subtitles;
import vn.taivideonhanh.plan.Text;
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
    if (fixed(book.plan())) {
      return Future.succeededFuture(book.plan());
    }
    var question = new AnalysisMessages.Renew(book.plan().head().pageUrl(), book.plannedAt());
    return AnalysisMessages.RENEW
        .ask(vertx, question)
        .map(fresh -> {
          var plan = renewed(book.plan(), fresh.media());
          book.replan(plan, fresh.analysedAt());
          return plan;
        });
  }

  /** The same for one entry of an archive, of which the whole plan is given then. */
  Future<StreamPlan> renew(Book book, int number) {
    if (!(book.plan() instanceof Archive archive) || number >= archive.entries().size()) {
      return Future.failedFuture(gone());
    }
    var entry = archive.entries().get(number);
    if (fixed(entry.plan())) {
      return Future.succeededFuture(archive);
    }
    var pageUrl = entry.plan().head().pageUrl();
    return AnalysisMessages.RENEW
        .ask(vertx, new AnalysisMessages.Renew(pageUrl, entry.plannedAt()))
        .map(fresh -> {
          var plan = renewed(entry.plan(), fresh.media());
          // Another entry may have been renewed meanwhile.
          var now = book.plan() instanceof Archive newest ? newest : archive;
          var changed = now.with(number, plan, fresh.analysedAt());
          book.replan(changed, book.plannedAt());
          return changed;
        });
  }

  private static StreamPlan renewed(StreamPlan old, MediaInfo fresh) {
    if (!Planner.isOf(old.head(), fresh)) {
      throw changed();
    }
    var sources = new HashMap<String, Source>();
    old.sources()
        .forEach((id, source) -> {
          var format = format(fresh, id, source);
          if (old instanceof Direct && differ(old.head().size(), format.size())) {
            throw changed();
          }
          sources.put(id, requireNonNull(as(format, source)));
        });
    return Subtitles.renewed(old.with(sources), fresh);
  }

  /** Whether no analysis could change anything. */
  private static boolean fixed(StreamPlan plan) {
    return plan.sources().isEmpty() && !(plan instanceof Text);
  }

  /** The same format, when it comes in the same way as before. */
  private static Format format(MediaInfo fresh, String id, Source before) {
    return fresh.formats().stream()
        .filter(format -> format.id().equals(id))
        .filter(format -> as(format, before) != null)
        .findFirst()
        .orElseThrow(Renewal::gone);
  }

  private static @Nullable Source as(Format format, Source before) {
    var source = format.source();
    return source == null ? null : source.as(before);
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
