package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import java.util.function.Consumer;
import vn.taivideonhanh.media.MediaInfo;

/**
 * Something that turns addresses into {@link MediaInfo}, one child process a job. A job fails with
 * a {@link vn.taivideonhanh.problem.Failure} of a stable code, whatever happened to its process;
 * one with a {@code retryAfter} may succeed when it is tried again after that time, one of a {@link
 * JobLimit} never.
 */
public interface Extractor {
  /** Starts it; completes when the first job can be taken at full speed. */
  Future<Void> start();

  /**
   * Analyses an address that has passed the intake rule.
   *
   * @param jobId {@code [A-Za-z0-9_-]{1,64}}; for {@link #cancel} and the log
   * @param step told when the page has been read and formats are worked out
   */
  Future<MediaInfo> extract(String jobId, String url, Consumer<String> step);

  /** Kills the job's processes, if it runs. Its future fails with {@code ANALYSIS_CANCELLED}. */
  void cancel(String jobId);

  /** Kills everything; completes when no child is left. */
  Future<Void> stop();
}
