package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vn.taivideonhanh.extract.Extractor;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Stands in for yt-dlp, because these tests must say when an extraction ends; the real one has
 * tests of its own.
 */
final class ScriptedExtractor implements Extractor {
  private final BlockingQueue<Extraction> begun = new LinkedBlockingQueue<>();
  private final Map<String, Extraction> running = new ConcurrentHashMap<>();

  @Override
  public Future<Void> start() {
    return Future.succeededFuture();
  }

  @Override
  public Future<MediaInfo> extract(String jobId, String url, Consumer<String> step) {
    var extraction = new Extraction(url, step, Promise.promise());
    running.put(jobId, extraction);
    begun.add(extraction);
    return extraction.end.future();
  }

  @Override
  public void cancel(String jobId) {
    var extraction = running.remove(jobId);
    if (extraction != null) {
      extraction.fail(ProblemCode.ANALYSIS_CANCELLED);
    }
  }

  /** All workers of a test share this one: each has aborted its own jobs by now. */
  @Override
  public Future<Void> stop() {
    return Future.succeededFuture();
  }

  Extraction next() throws InterruptedException {
    var extraction = begun.poll(10, TimeUnit.SECONDS);
    if (extraction == null) {
      throw new AssertionError("no extraction has begun");
    }
    return extraction;
  }

  boolean idle() {
    return begun.isEmpty();
  }

  record Extraction(String url, Consumer<String> step, Promise<MediaInfo> end) {
    void succeed() {
      end.tryComplete(media(url));
    }

    void fail(ProblemCode code) {
      end.tryFail(new Failure(code, "Because the test says so."));
    }
  }

  static MediaInfo media(String url) {
    var formats = new ArrayList<Format>();
    for (var height : new int[] {360, 720}) {
      formats.add(format(url, height));
    }
    return new MediaInfo(
        "Generic", "id", url, "Title", null, 12.5, null, false, formats, List.of(), List.of(),
        List.of(), List.of());
  }

  private static Format format(String url, int height) {
    return new Format(
        "f" + height,
        "mp4",
        "avc1.64001f",
        "mp4a.40.2",
        height * 16 / 9,
        height,
        25.0,
        1000L * height,
        null,
        null,
        Size.estimated(1000L * height),
        new Source.File(url + "/" + height + ".mp4", Map.of(), null));
  }
}
