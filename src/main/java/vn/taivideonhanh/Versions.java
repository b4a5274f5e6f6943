package vn.taivideonhanh;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Supplier;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.ChangingExtractor;
import vn.taivideonhanh.extract.Extractor;
import vn.taivideonhanh.extract.Extractors;
import vn.taivideonhanh.extract.MeasuredExtractor;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.extract.ToolsInUse;
import vn.taivideonhanh.freshness.FreshnessParts;
import vn.taivideonhanh.freshness.FreshnessVerticle;
import vn.taivideonhanh.freshness.Stock;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.redis.RedisStore;

/** The yt-dlp versions of a node, and the extractors that change from one to another. */
final class Versions {
  private final AppConfig config;
  private final Children children;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Stock stock;
  private final ToolsInUse tools;

  /** With what time is told and analyses are counted. */
  record Figures(InstantSource clock, MeterRegistry meters) {}

  /** Looks into the data directory, and blocks for it. */
  Versions(AppConfig config, Children children, Toolbox found, Figures figures) {
    this.config = config;
    this.children = children;
    this.clock = figures.clock;
    this.meters = figures.meters;
    this.stock = Stock.of(found, config, clock);
    this.tools = new ToolsInUse(stock.first());
  }

  ToolsInUse tools() {
    return tools;
  }

  FreshnessVerticle verticle(RedisStore store, Extractors.Bounds bounds) {
    return new FreshnessVerticle(
        new FreshnessParts(config, stock, tools, children, bounds, store, clock, meters));
  }

  /** Makes an extractor for each verticle that analyses, on its context. */
  Supplier<Extractor> extractors(Extractors.Bounds bounds, FreshnessVerticle keeper) {
    var measures =
        new MeasuredExtractor.Measures(meters, MeasuredExtractor.count(meters), keeper.watch());
    return () ->
        new ChangingExtractor(
            children.vertx(),
            tools,
            each -> extractor(each, bounds, measures),
            config.releases().warmUp().toMillis());
  }

  private Extractor extractor(
      Toolbox each, Extractors.Bounds bounds, MeasuredExtractor.Measures measures) {
    var ytDlp = each.ytDlp();
    var version = ytDlp == null ? "" : ytDlp.version();
    return new MeasuredExtractor(
        Extractors.create(children, each, config, bounds), version, measures);
  }
}
