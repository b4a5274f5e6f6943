package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Tiers;
import vn.taivideonhanh.extract.Extractor;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Merge;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.queue.JobQueue;

/**
 * What the verticles of a node are made of.
 *
 * @param configuration asked at each use, since limits may change while the program runs
 * @param queue from {@link AnalysisVerticle#queue}, one for the node
 * @param intake makes a pasted address canonical, or throws the failure that refuses it
 * @param extractors a new one for each verticle, called on its context
 * @param encoders names of what ffmpeg can make; only such presets are shown
 * @param sizes asks how long a file is; null when the site does not say. A failure counts as null
 * @param merges finds out which formats make files of exactly known length; a failure counts as
 *     none
 */
public record AnalysisParts(
    Supplier<AppConfig> configuration,
    InstantSource clock,
    JobQueue queue,
    UnaryOperator<String> intake,
    Supplier<Extractor> extractors,
    Set<String> encoders,
    Function<Source.File, Future<@Nullable Long>> sizes,
    Function<MediaInfo, Future<List<Merge>>> merges) {
  AppConfig config() {
    return configuration.get();
  }

  /** The limits as they are now. */
  Tiers tiers() {
    return new Tiers(() -> config().tiers());
  }
}
