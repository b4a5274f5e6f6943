package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Children;

/** Makes the quickest extractor that the installed tools allow. */
public final class Extractors {
  private Extractors() {}

  /**
   * What extractors are kept in.
   *
   * @param intake gives the canonical form of an address, or throws a {@link Failure}
   * @param proxies by which children reach sites, and by nothing else
   */
  public record Bounds(UnaryOperator<String> intake, Proxies proxies) {}

  /** An extractor for one verticle; it is not started yet. */
  public static Extractor create(
      Children children, Toolbox tools, AppConfig config, Bounds bounds) {
    var reader = new MediaInfoReader(bounds.intake);
    var bench = new Bench(children, tools, config.analysis(), reader, bounds.proxies);
    var ytDlp = tools.ytDlp();
    if (ytDlp == null) {
      return new Nothing();
    }
    return ytDlp.importable() && tools.python() != null
        ? new WarmExtractor(bench)
        : new CommandLineExtractor(bench);
  }

  /** Says of every page that there is no yt-dlp, so that the rest of the server can run. */
  private record Nothing() implements Extractor {
    @Override
    public Future<Void> start() {
      return Future.succeededFuture();
    }

    @Override
    public Future<MediaInfo> extract(String jobId, String url, Consumer<String> step) {
      return Future.failedFuture(
          new Failure(ProblemCode.UNAVAILABLE, "The operator has to install yt-dlp first."));
    }

    @Override
    public void cancel(String jobId) {}

    @Override
    public Future<Void> stop() {
      return Future.succeededFuture();
    }
  }
}
