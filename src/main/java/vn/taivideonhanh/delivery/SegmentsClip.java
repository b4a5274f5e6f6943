package vn.taivideonhanh.delivery;

import static vn.taivideonhanh.delivery.SegmentsTrack.buffer;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;

/**
 * Finds out which parts of lists a clip needs, and reads of them what has to be known. Lists tell
 * only about how long their parts last; when those at the clip's edges begin is read from these.
 *
 * @param reader reads beginnings of parts
 */
record SegmentsClip(SegmentsReader reader, Clip clip) {
  /** How often it may turn out that other parts are needed. */
  private static final int MOST_ROUNDS = 8;

  /** The tracks, wanting no more than the clip needs. */
  Future<List<SegmentsTrack>> wanted(List<SegmentsTrack> whole) {
    return wanted(whole, MOST_ROUNDS);
  }

  private Future<List<SegmentsTrack>> wanted(List<SegmentsTrack> tracks, int rounds) {
    try {
      var indexes = new ArrayList<Mp4Index>();
      for (var track : tracks) {
        indexes.add(track.timed());
      }
      var edges = MergedMp4.covering(indexes, clip);
      boolean known = true;
      var next = new ArrayList<Future<SegmentsTrack>>();
      for (int i = 0; i < tracks.size(); i++) {
        var track = tracks.get(i);
        known &= track.wanted().starts().keySet().containsAll(edges.get(i));
        next.add(timed(track, indexes.get(i), edges.get(i)));
      }
      if (!known && rounds == 0) {
        throw new MalformedMediaException(Kind.UNSUPPORTED, "a list that tells wrong durations");
      }
      boolean done = known;
      return Future.all(next)
          .map(all -> all.<SegmentsTrack>list())
          .compose(all -> done ? Future.succeededFuture(all) : wanted(all, rounds - 1));
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  /** The same track with what is needed of it, and when that begins. */
  private Future<SegmentsTrack> timed(SegmentsTrack track, Mp4Index index, List<Integer> edges) {
    var starts = new HashMap<>(track.wanted().starts());
    var missing = edges.stream().filter(edge -> !starts.containsKey(edge)).toList();
    return Batch.of(missing, edge -> start(track, index, edge))
        .map(read -> {
          for (int i = 0; i < read.size(); i++) {
            starts.put(missing.get(i), read.get(i));
          }
          int from = edges.stream().mapToInt(it -> it).min().orElse(0);
          int to = edges.stream().mapToInt(it -> it).max().orElse(0);
          return track.wanting(new SegmentsTrack.Wanted(from + 1, to + 2, starts));
        });
  }

  private Future<Long> start(SegmentsTrack track, Mp4Index index, int fragment) {
    return reader
        .beginning(track.parts(), fragment + 1)
        .compose(head -> {
          try {
            long start = index.start(buffer(head));
            return start < 0
                ? Future.failedFuture(
                    new MalformedMediaException(Kind.UNSUPPORTED, "a part that tells no time"))
                : Future.succeededFuture(start);
          } catch (MalformedMediaException e) {
            return Future.failedFuture(e);
          }
        });
  }

  /** The indexes of these tracks, with what has to be known of their parts. */
  Future<List<Mp4Index>> edges(List<SegmentsTrack> tracks, List<SegmentsTrack.Placed> placed) {
    var readers = MergedMp4.edges(placed.stream().map(SegmentsTrack.Placed::index).toList(), clip);
    var read = new ArrayList<Future<Mp4Index>>();
    for (int i = 0; i < readers.size(); i++) {
      read.add(read(readers.get(i), tracks.get(i), placed.get(i)));
    }
    return Future.all(read).map(all -> all.list());
  }

  private Future<Mp4Index> read(
      IndexReader<Mp4Index> edges, SegmentsTrack track, SegmentsTrack.Placed placed) {
    var need = edges.need();
    if (need == null) {
      return Future.succeededFuture(edges.index());
    }
    var at = placed.at(need.offset());
    long skipped = need.offset() - at.getKey();
    return reader
        .bytes(track.parts(), at.getValue().part(), skipped, need.length())
        .compose(bytes -> {
          try {
            edges.feed(buffer(bytes));
            return read(edges, track, placed);
          } catch (MalformedMediaException e) {
            return Future.failedFuture(e);
          }
        });
  }
}
