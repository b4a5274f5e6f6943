package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.time.Duration;
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
import vn.taivideonhanh.media.webm.ClippedWebm;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * Reads what has to be known of files before a clip of them can be laid out: of MP4 the fragments
 * in which it begins and ends, of WebM all clusters that cover it.
 *
 * @param patience for clusters
 * @param renewal gives a new address of a track's file
 */
record Edges(
    Reading reading,
    Duration patience,
    ExactMux plan,
    Function<Track, Supplier<Future<Target>>> renewal) {
  private static final long PATIENCE = 15_000;

  /** Reads of a file, by its number among those of the plan. */
  private interface Read {
    Future<Indexed> of(int number);
  }

  /** The indexes, completed for that clip. */
  Future<List<Indexed>> of(List<Indexed> whole, Clip clip, IndexCache cache) {
    try {
      var read = reads(whole, clip);
      // Where a clip of one track begins depends on the others.
      var all = whole.stream().map(it -> it.validator().toString()).collect(Collectors.joining());
      var urls =
          plan.tracks().stream().map(it -> it.source().url()).collect(Collectors.joining(" "));
      var key = String.join(" ", clip.toString(), all, urls);
      return Future.all(
              IntStream.range(0, whole.size())
                  .mapToObj(i -> cache.get(i + key, () -> read.of(i)))
                  .toList())
          .map(indexes -> indexes.list());
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  private Read reads(List<Indexed> whole, Clip clip) throws MalformedMediaException {
    var mp4 = Indexed.mp4(whole);
    if (mp4.size() == whole.size()) {
      var places = MergedMp4.edges(mp4, clip);
      return i -> read(i, places.get(i), whole.get(i).validator());
    }
    var webm = Indexed.webm(whole);
    if (webm.size() != whole.size()) {
      throw new MalformedMediaException(Kind.UNSUPPORTED, "a clip of files of different kinds");
    }
    var scans = ClippedWebm.scans(webm, clip);
    var covers = new Covers(reading, patience);
    return i -> {
      var track = plan.tracks().get(i);
      var file = Survey.file(track);
      return covers.read(scans.get(i), file, whole.get(i).validator(), renewal.apply(track));
    };
  }

  private Future<Indexed> read(int number, IndexReader<Mp4Index> places, Validator known) {
    var track = plan.tracks().get(number);
    var head =
        new HeadReader<>(reading, Survey.file(track), renewal.apply(track), Mp4IndexReader::new);
    return head.read(places, known)
        .timeout(PATIENCE, TimeUnit.MILLISECONDS)
        .<Indexed>map(Indexed.Mp4::of)
        .onFailure(_ -> head.abort());
  }
}
