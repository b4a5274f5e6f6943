package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Presets;

/**
 * Asks sites for the exact lengths of files of which only estimates are known: those that presets
 * use first, a dozen at once, and no longer than three seconds.
 */
final class Sizes {
  private static final int MOST = 12;
  private static final long PATIENCE = 3000;

  private final Function<Source.File, Future<@Nullable Long>> ask;

  Sizes(Function<Source.File, Future<@Nullable Long>> ask) {
    this.ask = ask;
  }

  /** The same with more exact sizes; never fails. */
  Future<MediaInfo> completed(MediaInfo media) {
    var unsure = unsure(media);
    var found = new HashMap<String, Long>();
    var asked = unsure.stream().map(format -> asked(format, found)).toList();
    return Future.join(asked).otherwiseEmpty().map(_ -> with(media, found));
  }

  private static List<Format> unsure(MediaInfo media) {
    var byId =
        media.formats().stream().collect(Collectors.toMap(Format::id, f -> f, (first, _) -> first));
    return Stream.concat(
            Presets.of(media).stream().flatMap(preset -> preset.formats().stream()),
            media.formats().stream().map(Format::id))
        .distinct()
        .map(byId::get)
        .filter(format -> format.size().kind() != Size.Kind.EXACT)
        .filter(format -> format.source() instanceof Source.File)
        .limit(MOST)
        .toList();
  }

  private Future<?> asked(Format format, Map<String, Long> found) {
    if (!(format.source() instanceof Source.File file)) {
      return Future.succeededFuture();
    }
    return Future.<@Nullable Long>future(promise -> ask.apply(file).onComplete(promise))
        .timeout(PATIENCE, TimeUnit.MILLISECONDS)
        .onSuccess(length -> {
          if (length != null && length > 0) {
            found.put(format.id(), length);
          }
        });
  }

  private static MediaInfo with(MediaInfo media, Map<String, Long> found) {
    var formats =
        media.formats().stream()
            .map(format -> {
              var length = found.get(format.id());
              return length == null ? format : format.withSize(Size.exact(length));
            })
            .toList();
    return media.with(formats, media.merges());
  }
}
