package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetched;
import vn.taivideonhanh.bus.WireForm;
import vn.taivideonhanh.plan.ArchivePlanner;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.token.TokenMessages.Selection;

/** Plans archives: every entry from its own analysis, a few at a time. */
final class Packer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int AT_ONCE = 8;

  /** A plan is kept with its token; lists of very many parts would fill the memory of Redis. */
  private static final int LARGEST_PLAN = 4 << 20;

  private final Vertx vertx;
  private final Measure measure;
  private final Function<StreamPlan.Head, String> fileName;

  Packer(Vertx vertx, Measure measure, Function<StreamPlan.Head, String> fileName) {
    this.vertx = vertx;
    this.measure = measure;
    this.fileName = fileName;
  }

  /**
   * The plan of an archive; fails as its first entry that cannot be had does, unless those are left
   * out.
   *
   * @param visit whether sites may be asked for lengths that are not known
   */
  Future<StreamPlan> pack(Selection selection, boolean visit) {
    return from(0, new Order(selection, visit, new ArrayList<>()))
        .map(tried -> archive(selection, tried));
  }

  /** What is asked for, and what has become of its entries so far. */
  private record Order(Selection selection, boolean visit, List<Tried> tried) {}

  /** An entry, or why it cannot be had. */
  private record Tried(@Nullable ArchiveEntry entry, @Nullable Failure failure) {}

  private Future<List<Tried>> from(int first, Order order) {
    int end = Math.min(first + AT_ONCE, order.selection.requestIds().size());
    var some = IntStream.range(first, end).mapToObj(number -> tried(number, order)).toList();
    return Future.all(some)
        .compose(_ -> {
          some.forEach(one -> order.tried.add(one.result()));
          return end == order.selection.requestIds().size()
              ? Future.succeededFuture(order.tried)
              : from(end, order);
        });
  }

  private Future<Tried> tried(int number, Order order) {
    var fetch = new AnalysisMessages.Fetch(order.selection.requestIds().get(number));
    return AnalysisMessages.FETCH
        .ask(vertx, fetch)
        .compose(found -> entry(number, found, order))
        .map(entry -> new Tried(entry, null))
        .recover(cause ->
            order.selection.skip()
                ? Future.succeededFuture(new Tried(null, failure(number, cause)))
                : Future.failedFuture(failure(number, cause)));
  }

  private Future<ArchiveEntry> entry(int number, Fetched found, Order order) {
    var plan = ArchivePlanner.entry(found.media(), order.selection.preset());
    var measured = order.visit ? measure.of(plan) : Future.succeededFuture(Exact.unmeasured(plan));
    return measured.map(sized ->
        new ArchiveEntry(
            String.format(Locale.ROOT, "%02d - %s", number + 1, fileName.apply(sized.head())),
            sized,
            found.analysedAt()));
  }

  private static Failure failure(int number, Throwable cause) {
    var failure = Failure.of(cause);
    var detail = "Number %d of the archive: %s".formatted(number + 1, failure.detail());
    return new Failure(failure.code(), detail, failure.retryAfter())
        .inField("archive.requestIds." + number);
  }

  private static StreamPlan archive(Selection selection, List<Tried> tried) {
    var entries = new ArrayList<ArchiveEntry>();
    for (var one : tried) {
      if (one.entry != null) {
        entries.add(one.entry);
      }
    }
    if (entries.isEmpty()) {
      throw tried.stream().map(Tried::failure).findFirst().orElseThrow();
    }
    var id = new byte[16];
    RANDOM.nextBytes(id);
    var plan = ArchivePlanner.of(HexFormat.of().formatHex(id), title(selection, entries), entries);
    if (WireForm.write(plan).length() > LARGEST_PLAN) {
      throw new Failure(ProblemCode.INVALID_REQUEST, "Choose fewer; these have very many parts.")
          .inField("archive.requestIds");
    }
    return plan;
  }

  private static String title(Selection selection, List<ArchiveEntry> entries) {
    var title = selection.title();
    if (title != null) {
      return title;
    }
    var first = entries.getFirst().plan().head().title();
    return entries.size() == 1 ? first : first + " +" + (entries.size() - 1);
  }
}
