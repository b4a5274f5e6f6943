package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;
import vn.taivideonhanh.media.mp4.StreamedMp4;

/**
 * What tracks in fragments make together.
 *
 * @param tracks the video first
 * @param lengths of all their files, in bytes and in order
 */
record SegmentsMerge(List<SegmentsTrack> tracks, List<Long> lengths) {
  /** Tracks in files of unknown lengths. */
  static SegmentsMerge of(List<SegmentsTrack> tracks) {
    return new SegmentsMerge(tracks, List.of());
  }

  /**
   * The merged file as its fragments come. Fails with {@link MalformedMediaException} when they
   * can't be merged.
   */
  Future<PartOrder> streamed() {
    try {
      var indexes = new ArrayList<Mp4Index>();
      for (var track : tracks) {
        indexes.add(track.timed());
      }
      var lists =
          tracks.stream()
              .map(SegmentsTrack::parts)
              .map(parts -> new JoinedParts(parts.list(), parts.renewal()))
              .toList();
      return Future.succeededFuture(new MergedParts(StreamedMp4.of(indexes), lists));
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * The merged file, whose layout counts the files of all tracks. Fails with {@link
   * MalformedMediaException} when they can't be merged.
   *
   * @param clip what is wanted; null is all
   */
  Future<Assembly> assembly(@Nullable SegmentsClip clip) {
    try {
      var placed = new ArrayList<SegmentsTrack.Placed>();
      var before = new ArrayList<Integer>();
      var files = new ArrayList<Assembly.Part>();
      for (var track : tracks) {
        int first = files.size();
        before.add(first);
        into(files, track);
        placed.add(track.placed(lengths.subList(first, files.size())));
      }
      var indexes =
          clip == null
              ? Future.succeededFuture(placed.stream().map(SegmentsTrack.Placed::index).toList())
              : clip.edges(tracks, placed);
      return indexes
          .compose(known -> layout(known, clip))
          .map(merged -> new Assembly(inFiles(merged, placed, before), files));
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<Layout> layout(List<Mp4Index> indexes, @Nullable SegmentsClip clip) {
    try {
      return Future.succeededFuture(MergedMp4.layout(indexes, clip == null ? null : clip.clip()));
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  private static Layout inFiles(
      Layout merged, List<SegmentsTrack.Placed> placed, List<Integer> before) {
    var pieces = new ArrayList<Piece>();
    for (var piece : merged.pieces()) {
      pieces.add(
          switch (piece) {
            case Piece.Literal literal -> literal;
            case Piece.Span span ->
                placed.get(span.source()).inFile(span, before.get(span.source()));
          });
    }
    return new Layout(pieces);
  }

  private void into(List<Assembly.Part> files, SegmentsTrack track) {
    for (int part : track.firsts()) {
      var target = track.list().target(part);
      files.add(
          new Assembly.Part(
              new Source.File(target.url(), target.headers(), null),
              new Validator(null, null, lengths.get(files.size())),
              () -> track.parts().renewal().get().map(fresh -> fresh.target(part))));
    }
  }
}
