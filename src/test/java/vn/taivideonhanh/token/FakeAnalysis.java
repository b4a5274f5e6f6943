package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetched;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Answers for the analysis package: knows one video, under the request id {@link #REQUEST}. */
public final class FakeAnalysis {
  public static final String REQUEST = "0123456789abcdefghijklmnop";
  public static final long ANALYSED_AT = 1_700_000_000_000L;

  /** What is answered; a test may put another in its place. */
  public volatile MediaInfo media = video("https://cdn.example/old/");

  /** How often a page was analysed again. */
  public final AtomicInteger renewals = new AtomicInteger();

  private FakeAnalysis() {}

  public static FakeAnalysis serve(Vertx vertx) {
    var fake = new FakeAnalysis();
    AnalysisMessages.FETCH.serve(
        vertx,
        fetch ->
            fetch.requestId().equals(REQUEST)
                ? Future.succeededFuture(new Fetched(fake.media, ANALYSED_AT))
                : Future.failedFuture(new Failure(ProblemCode.ANALYSIS_NOT_FOUND, "Ask again.")));
    AnalysisMessages.RENEW.serve(
        vertx,
        renew -> {
          fake.renewals.incrementAndGet();
          return Future.succeededFuture(new Fetched(fake.media, renew.olderThan() + 1));
        });
    return fake;
  }

  /** A video with a file of exact size, one of unknown size, and two tracks to be joined. */
  public static MediaInfo video(String base) {
    return new MediaInfo(
        "example",
        "v1",
        "https://example.com/watch?v=1",
        "A title",
        null,
        12.5,
        null,
        false,
        List.of(
            format("22", "avc1.64001f", "mp4a.40.2", Size.exact(1000), base),
            format("18", "avc1.42001e", "mp4a.40.2", Size.NONE, base),
            format("137", "avc1.640028", null, Size.exact(3000), base),
            format("140", null, "mp4a.40.2", Size.exact(500), base)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Format format(
      String id, @Nullable String video, @Nullable String audio, Size size, String base) {
    return new Format(
        id,
        video == null ? "m4a" : "mp4",
        video,
        audio,
        video == null ? null : 1280,
        video == null ? null : 720,
        null,
        null,
        null,
        null,
        size,
        new Source.File(base + id, Map.of("Referer", "https://example.com/"), null));
  }
}
