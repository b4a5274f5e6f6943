package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;
import vn.taivideonhanh.media.mp4.Mp4IndexReader;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * Reads the fragments in which a clip begins and ends, as far as it has to be known what is inside.
 *
 * @param renewal gives a new address of a track's file
 */
record Edges(Reading reading, ExactMux plan, Function<Track, Supplier<Future<Target>>> renewal) {
  private static final long PATIENCE = 15_000;

  /** The indexes, completed for that clip. */
  Future<List<Indexed>> of(List<Indexed> whole, Clip clip, IndexCache cache) {
    var known = Indexed.mp4(whole);
    if (known.size() != whole.size()) {
      return Future.failedFuture(
          new MalformedMediaException(Kind.UNSUPPORTED, "only a clip of MP4 can be laid out"));
    }
    var places = MergedMp4.edges(known, clip);
    // Where a clip of one track begins depends on the others.
    var all = whole.stream().map(it -> it.validator().toString()).collect(Collectors.joining());
    var urls = plan.tracks().stream().map(it -> it.source().url()).collect(Collectors.joining(" "));
    var key = String.join(" ", clip.toString(), all, urls);
    var read =
        IntStream.range(0, places.size())
            .mapToObj(i -> cache.get(i + key, () -> read(i, places.get(i), whole.get(i))))
            .toList();
    return Future.all(read).map(indexes -> indexes.list());
  }

  private Future<Indexed> read(int number, IndexReader<Mp4Index> places, Indexed whole) {
    var track = plan.tracks().get(number);
    var head =
        new HeadReader<>(reading, Survey.file(track), renewal.apply(track), Mp4IndexReader::new);
    return head.read(places, whole.validator())
        .timeout(PATIENCE, TimeUnit.MILLISECONDS)
        .<Indexed>map(Indexed.Mp4::of)
        .onFailure(_ -> head.abort());
  }
}
