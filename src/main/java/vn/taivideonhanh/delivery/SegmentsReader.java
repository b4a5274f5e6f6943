package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * Reads playlists and manifests, and the heads of what they name.
 *
 * @param analyses gives a track's source as a new analysis finds it
 */
record SegmentsReader(Reading reading, Function<Track, Supplier<Future<Source>>> analyses) {
  private static final int LONGEST_HEADER = 1 << 20;

  /** Enough for the head of a fragment of some seconds. */
  private static final int FIRST = 64 << 10;

  /**
   * The tracks of a plan. Fails with {@link MalformedMediaException} when one of them is not in
   * fragments of one movie.
   */
  Future<List<SegmentsTrack>> read(Segments plan) {
    return Future.all(plan.tracks().stream().map(this::track).toList()).map(all -> all.list());
  }

  private Future<SegmentsTrack> track(Track track) {
    var analysis = analyses.apply(track);
    return list(track.source(), analysis)
        .compose(list -> {
          var again = new Relisting(track.source(), analysis, this::list, list);
          var fresh = new Renewal<>(() -> again.get().map(list::same));
          var header = head(list, 0, LONGEST_HEADER, fresh);
          var first = head(list, 1, FIRST, fresh);
          return Future.all(header, first)
              .map(_ -> new SegmentsTrack(list, fresh, header.result(), first.result()));
        });
  }

  private Future<PartList> list(Source source, Supplier<Future<Source>> analysis) {
    return new PartLists(reading)
        .of(source, analysis)
        .compose(list ->
            list.movie() ? Future.succeededFuture(list) : unfit("not the fragments of one movie"));
  }

  private Future<Buffer> head(PartList list, int index, int most, Renewal<PartList> renewal) {
    var part = list.parts().get(index);
    var file =
        new FileReader(
            reading,
            list.target(index),
            new ChunkSize(null),
            () -> renewal.get().map(fresh -> fresh.target(index)));
    long first = part.first();
    return file.open(new ByteRange.Span(first, first + most - 1))
        .compose(answer -> {
          var told = part.length();
          long end = told == null ? answer.total() : first + told;
          if (end <= first) {
            file.abort();
            return unfit("a part of unknown length");
          }
          file.span(first, Math.min(end, first + most));
          return new Gathered(file, most).bytes();
        });
  }

  private static <T> Future<T> unfit(String reason) {
    return Future.failedFuture(new MalformedMediaException(Kind.UNSUPPORTED, reason));
  }
}
