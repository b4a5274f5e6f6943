package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Segments;

/**
 * Finds out what the parts that playlists name make together without a child: fragments get a
 * header of ours, and what can't have one, or is packed audio, is joined as it is.
 *
 * @param length asks a site how long a file is
 */
record Listing(SegmentsReader reader, Function<Target, Future<Long>> length) {
  /** For the lengths of all files; then it is done without them. */
  private static final long PATIENCE = 2_500;

  /**
   * The plan with its length, if that can be had. Fails with {@link MalformedMediaException} when
   * it takes an ffmpeg.
   */
  Future<Segments> of(Segments plan) {
    return reader
        .read(plan)
        .compose(tracks -> merged(plan, tracks))
        .recover(cause ->
            cause instanceof MalformedMediaException && plan.audio() == null && plan.clip() == null
                ? reader.list(plan.track()).compose(parts -> joined(plan, parts))
                : Future.failedFuture(cause));
  }

  private Future<Segments> merged(Segments plan, List<SegmentsTrack> tracks) {
    var files = tracks.stream().flatMap(track -> track.files().stream()).toList();
    return lengths(files)
        .compose(lengths ->
            lengths.isEmpty()
                ? unmeasured(plan, tracks)
                : new SegmentsMerge(tracks, lengths)
                    .assembly(reader.clip(plan))
                    .map(made -> Exact.measured(plan, lengths, made.layout().length())));
  }

  /** Where a clip is cut in parts of unknown lengths shows only when they come. */
  private static Future<Segments> unmeasured(Segments plan, List<SegmentsTrack> tracks) {
    return plan.clip() == null
        ? SegmentsMerge.of(tracks).streamed().map(_ -> plan)
        : Future.failedFuture(
            new MalformedMediaException(Kind.UNSUPPORTED, "parts of unknown lengths"));
  }

  private Future<Segments> joined(Segments plan, SegmentsReader.Parts parts) {
    return reader
        .beginning(parts, 0)
        .compose(head -> {
          var ext = ext(plan, parts.list(), head);
          return ext.isEmpty()
              ? Future.failedFuture(
                  new MalformedMediaException(Kind.UNSUPPORTED, "parts that don't make a file"))
              : measured(Exact.joined(plan, ext), parts);
        });
  }

  /** How the name of the joined file ends; empty when it would be none. */
  private static String ext(Segments plan, PartList list, Buffer head) {
    var container = Container.of(Unpooled.wrappedBuffer(head.getBytes()), plan.track().ext());
    if (container == Container.MP4 && list.movie() && !encrypted(head)) {
      return plan.head().ext();
    }
    return container != null && container.packed() && list.plain() ? container.demuxer() : "";
  }

  /** Boxes of ISO/IEC 14496-12, 8.12.1, and ISO/IEC 23001-7, 8.1. */
  private static boolean encrypted(Buffer header) {
    var text = header.toString(ISO_8859_1);
    return text.contains("sinf") || text.contains("pssh");
  }

  /** How long the tags are that are left out shows only when they come. */
  private Future<Segments> measured(Segments plan, SegmentsReader.Parts parts) {
    if (Container.untagged(plan.head().ext())) {
      return Future.succeededFuture(plan);
    }
    var list = parts.list();
    return lengths(list.files().stream().map(list::target).toList())
        .compose(lengths ->
            lengths.isEmpty()
                ? Future.succeededFuture(plan)
                : new SegmentsJoin(list, lengths, parts.renewal())
                    .assembly()
                    .map(made -> Exact.measured(plan, lengths, made.layout().length())));
  }

  /** Empty when there are too many to ask for, or a site doesn't tell one of them. */
  private Future<List<Long>> lengths(List<Target> files) {
    return files.size() > Exact.MOST_PARTS
        ? Future.succeededFuture(List.of())
        : Batch.of(files, length)
            .timeout(PATIENCE, TimeUnit.MILLISECONDS)
            .otherwise(_ -> List.of());
  }
}
