package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * Reads lists of parts, and the heads of what they name.
 *
 * @param renewals gives a track's source anew
 * @param cache keeps what was read
 */
record SegmentsReader(
    Reading reading, Function<Track, Supplier<Future<Source>>> renewals, IndexCache cache) {
  private static final int LONGEST_HEADER = 1 << 20;

  /** Enough for the head of a fragment of some seconds. */
  private static final int FIRST = 64 << 10;

  /**
   * What a track's source names.
   *
   * @param renewal gives the same list with new addresses
   */
  record Parts(PartList list, Supplier<Future<PartList>> renewal) {}

  /** The list of a track, whatever it names; that of yt-dlp where a manifest is of no use. */
  Future<Parts> list(Track track) {
    return parts(track, (source, renewed) -> PartLists.any(source, renewed, this::kept));
  }

  private Future<Parts> parts(Track track, PartLists.Finder lists) {
    var source = track.source();
    var renewed = renewals.apply(track);
    return lists
        .find(source, renewed)
        .map(list -> {
          var again = new Relisting(source, renewed, anew(lists), list);
          return new Parts(list, new Renewal<>(() -> again.get().map(list::same)));
        });
  }

  /** A list that names what is left is no use to others either. */
  private PartLists.Finder anew(PartLists.Finder lists) {
    return (source, renewed) -> {
      cache.forget(source);
      return lists.find(source, renewed);
    };
  }

  private Future<PartList> kept(Source source, Supplier<Future<Source>> renewed) {
    var lists = new PartLists(reading);
    return source instanceof Source.Parts parts
        ? lists.of(parts, renewed)
        : cache.list(source, () -> lists.of(source, renewed));
  }

  /**
   * The tracks of a plan, for a clip with what it needs of them. Fails with {@link
   * MalformedMediaException} when one of them is not in fragments of one movie.
   */
  Future<List<SegmentsTrack>> read(Segments plan) {
    var clip = clip(plan);
    var tracks =
        Future.all(plan.tracks().stream().map(this::track).toList())
            .map(all -> all.<SegmentsTrack>list());
    return clip == null ? tracks : tracks.compose(clip::wanted);
  }

  /** What finds a plan's clip in its lists; null when all of them is wanted. */
  @Nullable SegmentsClip clip(Segments plan) {
    var clip = plan.clip();
    return clip == null ? null : new SegmentsClip(this, clip);
  }

  private Future<SegmentsTrack> track(Track track) {
    return parts(track, this::kept)
        .compose(parts -> {
          if (!parts.list.movie()) {
            return Future.failedFuture(
                new MalformedMediaException(Kind.UNSUPPORTED, "not the fragments of one movie"));
          }
          var header = bytes(parts, 0, 0, LONGEST_HEADER);
          var first = beginning(parts, 1);
          return Future.all(header, first)
              .map(_ -> SegmentsTrack.whole(parts, header.result(), first.result()));
        });
  }

  /** The first bytes of a part. */
  Future<Buffer> beginning(Parts parts, int index) {
    return bytes(parts, index, 0, FIRST);
  }

  /** Bytes of a part, from a position in it on; fewer at its end. */
  Future<Buffer> bytes(Parts parts, int index, long from, int most) {
    var part = parts.list.parts().get(index);
    if (from + most <= FIRST && most < FIRST) {
      return beginning(parts, index)
          .map(head ->
              head.slice(
                  (int) Math.min(from, head.length()), (int) Math.min(from + most, head.length())));
    }
    var key = String.join(" ", parts.list.target(index).url(), part.first() + from + "+" + most);
    return cache.head(key, () -> read(parts, index, from, most));
  }

  private Future<Buffer> read(Parts parts, int index, long from, int most) {
    var part = parts.list.parts().get(index);
    var file =
        new FileReader(
            reading,
            parts.list.target(index),
            new ChunkSize(null),
            () -> parts.renewal.get().map(fresh -> fresh.target(index)));
    long first = part.first() + from;
    return file.open(new ByteRange.Span(first, first + most - 1))
        .compose(answer -> {
          var told = part.length();
          long end = told == null ? answer.total() : part.first() + told;
          if (end > first) {
            file.span(first, Math.min(end, first + most));
          }
          return new Gathered(file, most).beginning();
        });
  }
}
