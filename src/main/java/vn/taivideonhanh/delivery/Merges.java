package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Merge;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Presets;

/** Finds the pairs of an analysis that make files of exactly known length. */
final class Merges {
  private static final Logger LOG = LoggerFactory.getLogger(Merges.class);
  private static final int MOST_TRACKS = 24;
  private static final int MOST = 400;
  private static final long PATIENCE = 5_000;

  private final Vertx vertx;
  private final BiFunction<String, Source.File, Future<Indexed>> index;

  /**
   * @param index reads that of a file, by the end of its name
   */
  Merges(Vertx vertx, BiFunction<String, Source.File, Future<Indexed>> index) {
    this.vertx = vertx;
    this.index = index;
  }

  /** A format whose index has been read. */
  private record Known(Format format, Indexed index) {}

  Future<List<Merge>> of(MediaInfo media) {
    var tracks = tracks(media);
    if (tracks.stream().noneMatch(Format::hasAudio)
        || tracks.stream().noneMatch(Format::hasVideo)) {
      return Future.succeededFuture(List.of());
    }
    var known = new ArrayList<Known>();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    return Batch.of(tracks, format -> read(format, known, end))
        .timeout(PATIENCE, TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .map(_ -> List.copyOf(known))
        // Hundreds of layouts may take longer than an event loop should.
        .compose(all -> vertx.executeBlocking(() -> pairs(all), false));
  }

  /** The tracks that can be merged, those of presets first. */
  private static List<Format> tracks(MediaInfo media) {
    var byId =
        media.formats().stream().collect(Collectors.toMap(Format::id, f -> f, (first, _) -> first));
    return Stream.concat(
            Presets.of(media).stream().flatMap(preset -> preset.formats().stream()),
            media.formats().stream().map(Format::id))
        .distinct()
        .map(byId::get)
        .filter(format -> format.hasVideo() != format.hasAudio())
        .filter(format -> format.source() instanceof Source.File)
        .filter(format -> Indexed.possible(format.ext()))
        .limit(MOST_TRACKS)
        .toList();
  }

  /** Whether it has an index; there is no answer that fails. */
  private Future<Boolean> read(Format format, List<Known> known, long end) {
    if (!(format.source() instanceof Source.File file) || System.nanoTime() > end) {
      return Future.succeededFuture(false);
    }
    return index
        .apply(format.ext(), file)
        .map(found -> known.add(new Known(format, found)))
        .recover(cause -> {
          LOG.debug("format {} has no index: {}", format.id(), cause.toString());
          return Future.succeededFuture(false);
        });
  }

  private static List<Merge> pairs(List<Known> known) {
    var merges = new ArrayList<Merge>();
    for (var video : known) {
      for (var audio : known) {
        if (video.format.hasVideo() && audio.format.hasAudio() && merges.size() < MOST) {
          add(merges, video, audio);
        }
      }
    }
    return merges;
  }

  private static void add(List<Merge> merges, Known video, Known audio) {
    try {
      var container = video.index.container();
      var layout = Indexed.merged(List.of(video.index, audio.index), null);
      merges.add(new Merge(video.format.id(), audio.format.id(), container, layout.length()));
    } catch (MalformedMediaException e) {
      LOG.debug("{} and {} do not go together", video.format.id(), audio.format.id(), e);
    }
  }
}
